"""Addresses of a person's own account."""

from django.urls import path

from mutualise.web.accounts import views

app_name = "accounts"
urlpatterns = [path("second-factor/", views.second_factor, name="second_factor")]
