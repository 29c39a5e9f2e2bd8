"""Addresses of workspaces. What lies within one begins with its own short address."""

from django.urls import path

from mutualise.web.workspaces import views

app_name = "workspaces"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("start/", views.start, name="start"),
    path("<slug:workspace>/", views.home, name="home"),
]
