"""The app of the record: what happened in a workspace, and the proof that nothing was changed."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Keeps checkpoints of the chains, and shows them."""

    name = "mutualise.web.audit"
    label = "audit"
