"""Addresses of the record, within a workspace."""

from django.urls import path

from mutualise.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.record, name="record"),
    path("proof/", views.proof, name="proof"),
    path("proof/check/", views.check, name="check"),
    path("proof/sign/", views.sign, name="sign"),
    path("proof/checkpoints/<int:size>/", views.checkpoint, name="checkpoint"),
    path("download/", views.download, name="download"),
]
