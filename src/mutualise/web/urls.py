"""The site's addresses. Each app owns its own; this file only says where they begin."""

from django.urls import include, path

urlpatterns = [
    path("", include("mutualise.web.home.urls")),
    path("", include("mutualise.web.information.urls")),
    path("", include("mutualise.web.privacy.urls")),
    path("", include("mutualise.web.hosting.urls")),
    path("law/what-if/", include("mutualise.web.what_if.urls")),
    path("law/", include("mutualise.web.law.urls")),
    path("structures/", include("mutualise.web.structures.urls")),
    path("networks/", include("mutualise.web.networks.urls")),
    path("routes/", include("mutualise.web.routes.urls")),
    path("definitions/", include("mutualise.web.definitions.urls")),
    path("owners/", include("mutualise.web.owners.urls")),
    path("report/", include("mutualise.web.report.urls")),
    path("administration/", include("mutualise.web.administration.urls")),
    path("account/", include("mutualise.web.accounts.urls")),
    path("account/notices/", include("mutualise.web.notices.urls")),
    path("account/", include("mutualise.web.accounts.sign_in_urls")),
    path("workspaces/", include("mutualise.web.workspaces.urls")),
    path("workspaces/<slug:workspace>/case/", include("mutualise.web.casefile.urls")),
    path("workspaces/<slug:workspace>/", include("mutualise.web.casefile.team_urls")),
    path("workspaces/<slug:workspace>/record/", include("mutualise.web.audit.urls")),
    path("workspaces/<slug:workspace>/questions/", include("mutualise.web.questions.urls")),
]

handler400 = "mutualise.web.errors.bad_request"
handler403 = "mutualise.web.errors.forbidden"
handler404 = "mutualise.web.errors.not_found"
handler429 = "mutualise.web.errors.too_often"
handler500 = "mutualise.web.errors.server_error"
