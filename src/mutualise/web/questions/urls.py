"""Addresses of questions from staff, within a workspace."""

from django.urls import path

from mutualise.web.questions import answering, views

app_name = "questions"
urlpatterns = [
    path("", views.index, name="index"),
    path("ask/", views.ask, name="ask"),
    path("posted/", views.posted, name="posted"),
    path("answered.csv", views.download_csv, name="download_csv"),
    path("answered.md", views.download_markdown, name="download_markdown"),
    path("print/", views.printed, name="printed"),
    path("<uuid:question>/", views.question, name="question"),
    path("<uuid:question>/take-back/", views.take_back, name="take_back"),
    path("<uuid:question>/answer/", answering.answer, name="answer"),
    path("<uuid:question>/decline/", answering.decline, name="decline"),
    path("<uuid:question>/merge/", answering.merge, name="merge"),
    path("<uuid:question>/separate/", answering.separate, name="separate"),
]
