"""Notices to a person, and the digest of what changed in their workspaces."""
