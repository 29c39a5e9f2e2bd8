"""Pages that ask what would change if the law were different."""
