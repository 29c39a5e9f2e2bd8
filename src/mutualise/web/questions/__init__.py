"""Questions from staff: asked with a name or without, answered for the whole team to read."""
