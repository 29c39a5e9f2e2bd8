"""Addresses for those who look after the site, not for its users."""

from django.urls import path

from mutualise.web.hosting import views

app_name = "hosting"
urlpatterns = [
    path("health/", views.health, name="health"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
