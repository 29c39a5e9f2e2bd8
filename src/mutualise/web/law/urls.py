"""Addresses of the pages on the law."""

from django.urls import path

from mutualise.web.law import browser_views, views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/", browser_views.rules, name="rules"),
    path("rules.csv", browser_views.rules_csv, name="rules_csv"),
    path("rules.json", browser_views.rules_json, name="rules_json"),
    path("rules/<slug:rule_id>/", views.rule, name="rule"),
    path("statutes/", browser_views.statutes, name="statutes"),
    path("statutes/<slug:statute>/", browser_views.statute, name="statute"),
    path("open-points/", browser_views.open_points, name="open_points"),
    path("topics/<slug:topic>/", views.topic, name="topic"),
    path("sources/", views.sources, name="sources"),
    path("figures/", views.figures, name="figures"),
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:form>/", views.form, name="form"),
    path("manual/", views.manual, name="manual"),
    path("manual/<slug:topic>/", views.manual_chapter, name="manual_chapter"),
    path("contracts/", views.contracts, name="contracts"),
]
