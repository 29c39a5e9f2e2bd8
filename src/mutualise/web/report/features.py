"""Which features of the product exist, and where each begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse

from mutualise.content.recommendations import Feature
from mutualise.web.design.components import Link

# A feature is added here by the change that builds its first page, and not before.
BUILT: Final[Mapping[Feature, tuple[str, str]]] = {
    Feature.STRUCTURE_FINDER: ("Find a legal form for your team", "structures:index"),
    Feature.OWNERS: ("Check your owners one by one", "owners:index"),
    Feature.DEFINITIONS: ("Is it a public service mutual?", "definitions:index"),
    Feature.WORKED_CASES: ("Worked cases", "structures:examples"),
    Feature.LAW_PAGES: ("Read the law", "law:index"),
    Feature.NETWORKS: ("Compare ways to organise a primary care network", "networks:index"),
    Feature.ROUTES: ("See the routes for a GP practice", "routes:index"),
}


def feature_links() -> dict[Feature, Link]:
    """A link to the first page of each feature that exists."""
    return {feature: Link(title, reverse(name)) for feature, (title, name) in BUILT.items()}
