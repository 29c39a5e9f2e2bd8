"""Addresses of the start page."""

from django.urls import path

from mutualise.web.home import views

app_name = "home"
urlpatterns = [path("", views.start, name="start")]
