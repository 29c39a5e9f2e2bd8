"""How pages look: the layout, the components, and the form fields that go with them."""
