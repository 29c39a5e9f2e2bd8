"""Addresses of the structure finder."""

from django.urls import path

from mutualise.web.structures.views import cases, interview, results

app_name = "structures"
urlpatterns = [
    path("", interview.start, name="index"),
    path("next/", interview.next_question, name="next"),
    path("question/<str:fact>/", interview.question, name="question"),
    path("answers/", interview.answers, name="answers"),
    path("answers/remove/", interview.remove, name="remove"),
    path("start-again/", interview.restart, name="restart"),
    path("result/", results.result, name="result"),
    path("result/<slug:form>/<slug:column>/", results.cell, name="cell"),
    path("compare/", results.compare, name="compare"),
    path("note/", results.note, name="note"),
    path("case.yaml", cases.download, name="download"),
    path("load/", cases.load, name="load"),
    path("examples/", cases.examples, name="examples"),
    path("examples/<slug:slug>/", cases.example, name="example"),
]
