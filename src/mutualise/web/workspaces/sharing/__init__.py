"""Sharing: what can be shared, with whom, until when, and how the other side sees it."""

from mutualise.web.workspaces.sharing.registry import Shareable, Thing, register_shareable

__all__ = ["Shareable", "Thing", "register_shareable"]
