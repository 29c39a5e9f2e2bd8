"""The tables that every app of the site stands on."""

from mutualise.web.tenancy.models.event import SITE, Event
from mutualise.web.tenancy.models.person import Person, SiteAdministration
from mutualise.web.tenancy.models.workspace import Invitation, Membership, OfWorkspace, Workspace

__all__ = [
    "SITE",
    "Event",
    "Invitation",
    "Membership",
    "OfWorkspace",
    "Person",
    "SiteAdministration",
    "Workspace",
]
