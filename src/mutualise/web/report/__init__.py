"""The page on the commissioning report: what it asks, and what has happened since."""
