"""Addresses of a person's own account."""

from django.urls import path

from mutualise.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("sign-in/start-again/", views.start_again, name="start_again"),
    path("name/", views.name, name="name"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
]
