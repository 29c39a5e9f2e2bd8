"""Addresses of data protection."""

from django.urls import path

from mutualise.web.privacy import views

_ASSESSMENT = "administration/data-protection/"

app_name = "privacy"
urlpatterns = [
    path("account/data/", views.held, name="held"),
    path("account/data/download/", views.download, name="download"),
    path("account/data/erase/", views.erase, name="erase"),
    path("account/data/erased/", views.erased, name="erased"),
    path(_ASSESSMENT, views.assessment, name="dpia"),
    path(f"{_ASSESSMENT}assessment.<str:ending>", views.assessment_file, name="dpia_file"),
]
