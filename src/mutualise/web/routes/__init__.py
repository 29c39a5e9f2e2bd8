"""The routes by which a GP practice may hold its contract under another form."""
