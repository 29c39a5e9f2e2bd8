"""Addresses of notices."""

from django.urls import path

from mutualise.web.notices import views

app_name = "notices"
urlpatterns = [path("", views.mine, name="mine")]
