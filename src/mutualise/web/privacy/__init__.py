"""What is held about people: shown to them, taken away by them, erased, and kept no longer than
is said."""
