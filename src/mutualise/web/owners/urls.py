"""Addresses of the owners pages."""

from django.urls import path

from mutualise.web.owners.views import files, owner, owners

app_name = "owners"
urlpatterns = [
    path("", owners.index, name="index"),
    path("list/", owners.about, name="about"),
    path("clear/", owners.clear, name="clear"),
    path("upload/", files.upload, name="upload"),
    path("template.csv", files.template, name="template"),
    path("example.csv", files.example, name="example"),
    path("findings.csv", files.findings, name="findings"),
    path("owners.csv", files.download, name="download"),
    path("add/", owner.add, name="add"),
    path("owner/<slug:owner>/", owner.show, name="owner"),
    path("owner/<slug:owner>/change/", owner.change, name="change"),
    path("owner/<slug:owner>/question/<str:fact>/", owner.question, name="question"),
    path("owner/<slug:owner>/remove/", owner.remove, name="remove"),
]
