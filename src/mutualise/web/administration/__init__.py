"""Looking after the site: for a time, on the record, and never into what teams keep."""
