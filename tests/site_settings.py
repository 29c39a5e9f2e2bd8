"""The site's own settings, with a data folder and a key that belong to the tests."""

import os
import tempfile

os.environ["MUTUALISE_DATA"] = os.environ.get("MUTUALISE_TEST_DATA") or tempfile.mkdtemp(
    prefix="mutualise-tests-"
)
os.environ["MUTUALISE_SECRET_KEY"] = "only for tests, and the same in every process of a run"

from mutualise.web.settings import *  # noqa: F403
