"""Addresses of data protection."""

from django.urls import path

from mutualise.web.privacy import views

app_name = "privacy"
urlpatterns = [
    path("account/data/", views.held, name="held"),
    path("account/data/download/", views.download, name="download"),
    path("account/data/erase/", views.erase, name="erase"),
    path("account/data/erased/", views.erased, name="erased"),
]
