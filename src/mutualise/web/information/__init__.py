"""Pages about the site itself: accessibility, cookies, privacy."""
