"""The site's own settings, with mail that is written where the site was started."""

from mutualise.web.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
