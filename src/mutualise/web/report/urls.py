"""Address of the page on the commissioning report."""

from django.urls import path

from mutualise.web.report import views

app_name = "report"
urlpatterns = [path("", views.show, name="show")]
