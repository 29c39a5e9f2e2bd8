"""What the server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutualise.web.settings")

application = get_wsgi_application()


def read_the_law_once() -> None:
    """Read the law before the first visitor comes, and keep it out of garbage collections.

    The law base never changes while the site runs, yet a full collection walks all of it:
    about 35 ms added to whichever page it falls in.
    """
    from django.utils import timezone

    from mutualise.casefile import load_examples
    from mutualise.rules import load_law
    from mutualise.structures import answer_structures

    answer_structures(load_law().at(timezone.localdate()), {})
    load_examples()
    gc.collect()
    gc.freeze()


read_the_law_once()
