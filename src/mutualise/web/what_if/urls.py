"""Addresses of the pages on changes in the law."""

from django.urls import path

from mutualise.web.what_if import views

app_name = "what_if"
urlpatterns = [
    path("", views.index, name="index"),
    path("reforms/<slug:reform>/", views.reform, name="reform"),
    path("figures/", views.figure, name="figure"),
    path("rules/<slug:rule_id>/", views.rule, name="rule"),
]
