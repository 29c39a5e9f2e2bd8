"""Days: how they are written, for every room."""
