"""Mutualise: answered once, derived everywhere."""

__version__ = "0.1.0"
