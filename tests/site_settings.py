"""The site's own settings, with a data folder and a key that belong to the tests."""

import os
import tempfile

os.environ["MUTUALISE_DATA"] = os.environ.get("MUTUALISE_TEST_DATA") or tempfile.mkdtemp(
    prefix="mutualise-tests-"
)
os.environ["MUTUALISE_SECRET_KEY"] = "only for tests, and the same in every process of a run"
# Tests fill in more forms in a minute than people do; those of the limit itself set one.
os.environ["MUTUALISE_WRITE_LIMIT"] = "0"

from mutualise.web.settings import *  # noqa: F403
