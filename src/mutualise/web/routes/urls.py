"""Addresses of the routes for a GP practice."""

from django.urls import path

from mutualise.web.routes import views

app_name = "routes"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:route>.pdf", views.pdf, name="pdf"),
    path("<slug:route>/", views.route, name="route"),
]
