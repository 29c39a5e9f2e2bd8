"""Django's settings. docs/hosting.md explains each environment variable read here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from mutualise.datafolder import DATABASE, data_folder, read_secret_key
from mutualise.web.environment import (
    get_env,
    get_env_choice,
    get_env_date,
    get_env_flag,
    get_env_list,
    get_env_number,
    mail_settings,
)

HERE = Path(__file__).resolve().parent
DATA = data_folder()

DEBUG = get_env_flag("MUTUALISE_DEBUG")

SECRET_KEY = get_env("MUTUALISE_SECRET_KEY", "") or read_secret_key(DATA) or ""
if not SECRET_KEY:
    raise ImproperlyConfigured(
        f"There is no secret key in {DATA}. `mutualise` makes one when it starts; "
        "or set the environment variable MUTUALISE_SECRET_KEY to a long random text."
    )

# Still believed, but not used for anything new: so that a change of the key signs nobody out.
SECRET_KEY_FALLBACKS = get_env_list("MUTUALISE_SECRET_KEYS_BEFORE")

# This computer only, until a host says under which names the site is reached.
HOSTS = get_env_list("MUTUALISE_HOSTS")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]

# Set by a host whose web server in front speaks https and sends X-Forwarded-Proto.
HTTPS = get_env_flag("MUTUALISE_HTTPS")
# A host that leaves it unsaid has forgotten it; one that says "no" has a closed network.
HTTPS_SAID = bool(get_env("MUTUALISE_HTTPS", ""))
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# Browsers take a cookie of such a name from this very host over https, and from nobody else.
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
# Says only that someone is signed in, so that public pages can show it without reading a session.
SIGNED_IN_COOKIE_NAME = f"{_PREFIX}signed_in"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Asked from the computer itself, where nothing speaks https.
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The browsers' own lists cover a whole domain, so asking for entry is for the domain's owner.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# A case file is a few kilobytes; a hundred times that is still no reason to accept more.
UPLOAD_LIMIT = get_env_number("MUTUALISE_UPLOAD_LIMIT", 512 * 1024, at_least=1024)
# Whole requests get a little more, for the fields beside the file.
REQUEST_LIMIT = UPLOAD_LIMIT + 64 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = REQUEST_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = REQUEST_LIMIT
# Uploads are small, so they stay in memory and no copy of a team's data is left on disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# How many forms one person may send in a minute; nobody fills in two a second. 0 is no limit.
WRITE_LIMIT = get_env_number("MUTUALISE_WRITE_LIMIT", 120, at_least=0)

# After how many days things are removed; content/privacy/retention.yaml says what each is.
KEEP_DAYS = {
    "anonymous_cases": get_env_number("MUTUALISE_KEEP_ANONYMOUS_CASES_DAYS", 14),
    "invitations": get_env_number("MUTUALISE_KEEP_INVITATIONS_DAYS", 90),
    "notices": get_env_number("MUTUALISE_KEEP_NOTICES_DAYS", 180),
    # As long as a claim under a contract can be brought.
    "closed_workspaces": get_env_number("MUTUALISE_KEEP_CLOSED_WORKSPACES_DAYS", 6 * 365),
    "tasks": get_env_number("MUTUALISE_KEEP_TASKS_DAYS", 7),
    "failures": get_env_number("MUTUALISE_KEEP_FAILURES_DAYS", 30),
}

# Who answers for this site, shown on the privacy and accessibility pages.
CONTACT = get_env("MUTUALISE_CONTACT", "")
# Whom to tell of a weakness, and until when that holds: /.well-known/security.txt.
SECURITY_CONTACT = get_env("MUTUALISE_SECURITY_CONTACT", "")
SECURITY_EXPIRES = get_env_date("MUTUALISE_SECURITY_EXPIRES")

AUTH_USER_MODEL = "tenancy.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspaces:mine"

# Who may make an account: everyone, or only those with an open invitation to a workspace.
SIGN_UP = get_env_choice("MUTUALISE_SIGN_UP", ("open", "invited"))
# How many web servers of the host's own stand in front, each adding to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = get_env_number("MUTUALISE_PROXIES", 0, at_least=0)

# Signing in: a typed code by e-mail, an authenticator app or a passkey; never a link that acts.
ACCOUNT_ADAPTER = "mutualise.web.accounts.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_FORMS = {
    "request_login_code": "mutualise.web.accounts.forms.AskForCodeForm",
    "confirm_login_code": "mutualise.web.accounts.forms.SignInCodeForm",
    "signup": "mutualise.web.accounts.forms.SignUpForm",
    "confirm_email_verification_code": "mutualise.web.accounts.forms.AddressCodeForm",
    "add_email": "mutualise.web.accounts.forms.NewAddressForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Asked for, so that an address without an account costs as much time; our adapter sends nothing.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Tight for one account, wide for one address: a whole hospital may come from a single one.
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "1/10s/key,10/h/key",
    "login": "300/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "request_login_code": "300/m/ip,3/m/key,10/h/key",
    "signup": "120/m/ip",
}
MFA_ADAPTER = "mutualise.web.accounts.second_factors.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "mutualise.web.accounts.forms.StartAppForm",
    "add_webauthn": "mutualise.web.accounts.forms.NewPasskeyForm",
    "authenticate": "mutualise.web.accounts.forms.SecondFactorForm",
    "edit_webauthn": "mutualise.web.accounts.forms.PasskeyNameForm",
    "reauthenticate": "mutualise.web.accounts.forms.SecondFactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
# A telephone's clock may be half a minute out, and people are slow.
MFA_TOTP_TOLERANCE = 1
# Our own check asks for more: it also asks people without a second factor (accounts/again.py).
MFA_REAUTHENTICATION_REQUIRED = False

# A session of someone signed in ends after so long without a page, and after so long in all.
SESSION_IDLE = get_env_number("MUTUALISE_SESSION_IDLE_MINUTES", 120) * 60
SESSION_WHOLE = get_env_number("MUTUALISE_SESSION_HOURS", 12) * 3600
# How long after showing who they are a person may change how they sign in.
AGAIN_AFTER = 15 * 60

MAIL = mail_settings(get_env("MUTUALISE_MAIL", ""), get_env("MUTUALISE_MAIL_FROM", ""))
# Without a mail server, mail is shown where the site runs; enough for one person on one computer.
MAIL_IN_TERMINAL = MAIL is None
EMAIL_BACKEND = (
    "mutualise.web.accounts.terminal.TerminalBackend"
    if MAIL is None
    else "django.core.mail.backends.smtp.EmailBackend"
)
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.tls == "from the start", MAIL.tls == "started"
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender
EMAIL_TIMEOUT = 10

# Counts of attempts, shared by every process of the site.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limit",
        # Past this, the oldest go; far more than there are addresses to count.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "mutualise.web.accounts",
    "mutualise.web.administration",
    "mutualise.web.audit",
    "mutualise.web.background",
    "mutualise.web.casefile",
    "mutualise.web.definitions",
    "mutualise.web.design",
    "mutualise.web.home",
    "mutualise.web.hosting",
    "mutualise.web.information",
    "mutualise.web.law",
    "mutualise.web.mail",
    "mutualise.web.owners",
    "mutualise.web.networks",
    "mutualise.web.notices",
    "mutualise.web.privacy",
    "mutualise.web.questions",
    "mutualise.web.report",
    "mutualise.web.routes",
    "mutualise.web.structures",
    "mutualise.web.tenancy",
    "mutualise.web.what_if",
    "mutualise.web.workspaces",
]

MIDDLEWARE = [
    "mutualise.web.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mutualise.web.middleware.RequestLimit",
    "mutualise.web.hosting.limits.WriteLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mutualise.web.accounts.middleware.SignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "mutualise.web.gate.Gate",
]

ROOT_URLCONF = "mutualise.web.urls"
WSGI_APPLICATION = "mutualise.web.wsgi.application"
CSRF_FAILURE_VIEW = "mutualise.web.errors.form_expired"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "mutualise.web.design.templates.environment",
            "context_processors": ["mutualise.web.accounts.context.visitor"],
        },
    },
]


def _database() -> dict[str, Any]:
    """PostgreSQL where DATABASE_URL names it, else SQLite in the data folder."""
    url = get_env("DATABASE_URL", "")
    if url:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    pragmas = (
        # Readers and the writer do not wait for each other.
        "PRAGMA journal_mode=WAL",
        # What was acknowledged survives a power cut; NORMAL may lose the last commits.
        "PRAGMA synchronous=FULL",
        # 20 MB of pages in memory for each connection.
        "PRAGMA cache_size=-20000",
        "PRAGMA temp_store=MEMORY",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / DATABASE),
        "OPTIONS": {
            # A transaction takes the write lock at its start; one that asks for it half-way
            # is refused at once when another writer got in between.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "; ".join(pragmas) + ";",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Work in the background waits in the database, so that it lands or vanishes with the change that
# asked for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Where a backup is made each day, and the oldest removed.
_BACKUPS = get_env("MUTUALISE_BACKUPS", "")
BACKUPS = Path(_BACKUPS).expanduser().absolute() if _BACKUPS else None
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = KEEP_DAYS["anonymous_cases"] * 24 * 3600

STATIC_URL = "/static/"
STATIC_ROOT = HERE / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"in one line": {"()": "mutualise.web.database_trouble.InOneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["in one line"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A mistyped address is the visitor's affair; a failure is ours.
        "django.request": {"level": "ERROR", "filters": ["in one line"]},
        # A scanner that asks under names of its own would fill the log with tracebacks.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
