"""The finder, the owners, the definitions and the networks, on the case of a team."""

from django.urls import include, path

from mutualise.web.casefile.views.case import lead_to_case
from mutualise.web.casefile.within_team import team_patterns
from mutualise.web.definitions import urls as definitions
from mutualise.web.networks import urls as networks
from mutualise.web.owners import urls as owners
from mutualise.web.structures import urls as structures

_STRUCTURES = (
    "next", "question", "answers", "remove", "result", "cell", "compare", "note", "download",
)  # fmt: skip
_OWNERS = (
    "index", "about", "clear", "upload", "template", "findings", "download", "add", "owner",
    "change", "question", "remove",
)  # fmt: skip

urlpatterns = [
    path(
        "structures/",
        include(
            (
                [
                    # Where the finder begins for a team is its case.
                    path("", lead_to_case, name="index"),
                    *team_patterns(structures.urlpatterns, _STRUCTURES),
                ],
                "team-structures",
            )
        ),
    ),
    path(
        "owners/",
        include((team_patterns(owners.urlpatterns, _OWNERS), "team-owners")),
    ),
    path(
        "definitions/",
        include((team_patterns(definitions.urlpatterns, ("test", "result")), "team-definitions")),
    ),
    path(
        "networks/",
        include((team_patterns(networks.urlpatterns, ("index", "cell")), "team-networks")),
    ),
]
