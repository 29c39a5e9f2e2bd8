"""Addresses of workspaces. What lies within one begins with its own short address."""

from django.urls import path

from mutualise.web.workspaces import views
from mutualise.web.workspaces.closing import views as whole
from mutualise.web.workspaces.people import views as people
from mutualise.web.workspaces.sharing import views as sharing

app_name = "workspaces"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("start/", views.start, name="start"),
    path("roles/", people.roles, name="roles"),
    path("left/", people.left, name="left"),
    path("invitations/<uuid:invitation>/", people.answer, name="answer"),
    path("<slug:workspace>/", views.home, name="home"),
    path("<slug:workspace>/people/", people.people, name="people"),
    path("<slug:workspace>/people/invite/", people.invite, name="invite"),
    path(
        "<slug:workspace>/people/invited/<uuid:invitation>/", people.invitation, name="invitation"
    ),
    path("<slug:workspace>/people/<uuid:person>/", people.person, name="person"),
    path("<slug:workspace>/people/<uuid:person>/remove/", people.remove, name="remove"),
    path("<slug:workspace>/leave/", people.leave, name="leave"),
    path("<slug:workspace>/shares/", sharing.shares, name="shares"),
    path("<slug:workspace>/shares/new/", sharing.share, name="share"),
    path("<slug:workspace>/shares/<uuid:share>/end/", sharing.end, name="end_share"),
    path("<slug:workspace>/shared/", sharing.received, name="received"),
    path("<slug:workspace>/shared/<uuid:share>/", sharing.shared, name="shared"),
    path("<slug:workspace>/settings/", whole.settings, name="settings"),
    path("<slug:workspace>/settings/download/", whole.export, name="export"),
    path("<slug:workspace>/settings/close/", whole.close, name="close"),
    path("<slug:workspace>/settings/open-again/", whole.reopen, name="reopen"),
]
