"""Addresses of the pages about the site."""

from django.urls import path

from mutualise.web.information import views

app_name = "information"
urlpatterns = [
    path(f"{name}/", views.show, {"name": name}, name=name)
    for name in ("accessibility", "cookies", "privacy")
]
