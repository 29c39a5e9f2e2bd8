"""Addresses of the comparison of ways to organise a network."""

from django.urls import path

from mutualise.web.networks import views

app_name = "networks"
urlpatterns = [
    path("", views.compare, name="index"),
    path("<slug:row>/<slug:vehicle>/", views.cell, name="cell"),
]
