"""Addresses of a team's case file."""

from django.urls import path

from mutualise.web.casefile.views import (
    answers,
    attachments,
    case,
    comments,
    files,
    lists,
    options,
    sections,
    snapshots,
)

app_name = "casefile"
urlpatterns = [
    path("", case.show, name="case"),
    path("history/", case.history, name="history"),
    path("history/<int:revision>/", case.revision, name="revision"),
    path("badge/", case.badge, name="badge"),
    path("seen/", case.seen, name="seen"),
    path("section/<slug:section>/", sections.show, name="section"),
    path("section/<slug:section>/work/", sections.work, name="section_work"),
    path("answer/<str:place>/<str:fact>/", answers.show, name="answer"),
    path("answer/<str:place>/<str:fact>/reason/", answers.reason, name="reason"),
    path("answer/<str:place>/<str:fact>/bring-back/", answers.bring_back, name="bring_back"),
    path("answer/<str:place>/<str:fact>/attach/", attachments.attach, name="attach"),
    path("paper/<uuid:paper>/", attachments.download, name="paper"),
    path("paper/<uuid:paper>/remove/", attachments.remove, name="remove_paper"),
    path("comments/", comments.add, name="add_comment"),
    path("comments/<uuid:comment>/settle/", comments.settle, name="settle_comment"),
    path("options/", options.index, name="options"),
    path("options/<slug:option>/", options.change, name="option"),
    path("options/<slug:option>/remove/", options.remove, name="remove_option"),
    path("answer/<str:place>/<str:fact>/change/", answers.ask, name="ask"),
    path("lists/<slug:collection>/", lists.index, name="list"),
    path("lists/<slug:collection>/complete/", lists.complete, name="complete_list"),
    path("lists/<slug:collection>/<slug:item>/", lists.item, name="item"),
    path("lists/<slug:collection>/<slug:item>/remove/", lists.remove, name="remove_item"),
    path("snapshots/", snapshots.index, name="snapshots"),
    path("snapshots/<int:snapshot>/", snapshots.show, name="snapshot"),
    path("difference/", snapshots.difference, name="difference"),
    path("case.yaml", files.download, name="download"),
    path("bring-in/", files.bring_in, name="bring_in"),
]
