"""What all tests share."""

import os

from hypothesis import settings

# A browser test keeps an event loop in this process, and Django then takes every database call
# of any other test for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

settings.register_profile("quick", deadline=None, max_examples=100)
settings.register_profile("prove", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
