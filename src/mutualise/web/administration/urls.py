"""Addresses of looking after the site."""

from django.urls import path

from mutualise.web.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.start, name="start"),
    path("people/", views.people, name="people"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("workspaces/", views.workspaces, name="workspaces"),
]
