"""Addresses of the definitions pages."""

from django.urls import path

from mutualise.web.definitions import views

app_name = "definitions"
urlpatterns = [
    path("", views.index, name="index"),
    path("test/", views.test, name="test"),
    path("result/", views.result, name="result"),
]
