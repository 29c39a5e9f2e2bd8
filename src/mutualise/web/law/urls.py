"""Addresses of the pages on the law."""

from django.urls import path

from mutualise.web.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules.csv", views.rules_csv, name="rules_csv"),
    path("rules.json", views.rules_json, name="rules_json"),
    path("rules/<slug:rule_id>/", views.rule, name="rule"),
    path("topics/<slug:topic>/", views.topic, name="topic"),
    path("sources/", views.sources, name="sources"),
    path("figures/", views.figures, name="figures"),
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:form>/", views.form, name="form"),
    path("manual/", views.manual, name="manual"),
    path("manual/<slug:topic>/", views.manual_chapter, name="manual_chapter"),
    path("contracts/", views.contracts, name="contracts"),
]
