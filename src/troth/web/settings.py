"""What does Django need to know, given how this installation is set?

Computed from `troth.installation`, never edited: an operator sets `troth.toml` or `TROTH_*`. Rules:

1. To import this module reads the settings and does nothing else. The key is read when the first secret is needed.
2. Where people reach the server by HTTPS, cookies are secure and bound to the host (`__Host-`), and HSTS is sent.
3. No page may run a script or use a style that stands in the page itself.
4. What is not set up is not loaded: no OpenID Connect without a provider.
5. Limits on attempts are counted in the database (`CACHES`), since each process must see what the others counted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from troth.web import installed

_HERE = Path(__file__).parent
_SET = installed.settings()
_HAS_OIDC = bool(_SET.oidc_issuer and _SET.oidc_client)
_SENDS_MAIL = bool(_SET.mail) or _SET.demo
_HOST_ONLY = "__Host-" if _SET.is_https else ""

# The text is made of the key when Django first signs something: see rule 1.
SECRET_KEY: Any = SimpleLazyObject(lambda: installed.key().derived("django").hex())
DEBUG = False
ALLOWED_HOSTS = list(_SET.hosts)
ROOT_URLCONF = "troth.web.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "troth.web",  # first, so that its templates go before those of the others
    "troth.store",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if _HAS_OIDC else []),
]

MIDDLEWARE = [
    "troth.web.middleware.Envelope",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "troth.web.middleware.StaffLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "troth.web.middleware.IdleSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "troth.web.middleware.Problems",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- The database, and what is kept in it beside the tables of troth ---------------------------------------------


def _database() -> dict[str, Any]:
    if not _SET.database:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(_SET.sqlite_file),
            "CONN_MAX_AGE": None,  # a thread keeps its own (`troth.web.pages`)
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": pragmas},
        }
    url = urlsplit(_SET.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_HEALTH_CHECKS": True,  # a connection that the server ended meanwhile is not taken from the pool
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": max(_SET.workers + 4, 4), "timeout": 5},
            "options": "-c lock_timeout=5s",  # as long as SQLite waits: then the request is told that we are busy
            **dict(parse_qsl(url.query)),
        },
    }


DATABASES = {"default": _database()}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
SESSION_ENGINE = "troth.web.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_NAME = _HOST_ONLY + "troth-session"
SESSION_COOKIE_SECURE = _SET.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What a browser is told --------------------------------------------------------------------------------------

CSRF_COOKIE_NAME = _HOST_ONLY + "troth-csrf"
CSRF_COOKIE_SECURE = _SET.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = [_SET.address]
CSRF_FAILURE_VIEW = "troth.web.problems.csrf_failed"
LANGUAGE_COOKIE_NAME = _HOST_ONLY + "troth-language"
LANGUAGE_COOKIE_SECURE = _SET.is_https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # `Envelope` decides what this header says
SECURE_SSL_REDIRECT = _SET.is_https and _SET.trusted_proxies > 0
SECURE_HSTS_SECONDS = 2 * 365 * 86400 if _SET.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the host's other names are not ours to decide about
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_PROVIDER = "{0.scheme}://{0.netloc}".format(urlsplit(_SET.oidc_issuer))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # A form that is answered by a redirect to the provider must be allowed to end there.
        "form-action": [SELF, _PROVIDER] if _HAS_OIDC else [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# --- Sizes -------------------------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 4
BODY_MAX_OCTETS = 4_000_000

# --- Languages, times, files -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("de", "Deutsch")]
LOCALE_PATHS = [str(_HERE / "locale")]
FORMAT_MODULE_PATH = "troth.web.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATICFILES_DIRS = [str(_HERE / "static")]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # ours, and no other package's

# --- Mail --------------------------------------------------------------------------------------------------------

_MAIL = urlsplit(_SET.mail)
_FOLDER = "django.core.mail.backends.filebased.EmailBackend"  # the inbox page of the demonstration reads it
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_BACKEND = _FOLDER if _SET.demo else _SMTP if _SET.mail else _NOWHERE
EMAIL_FILE_PATH = str(_SET.data / "mail")
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_PORT = _MAIL.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(EMAIL_HOST_USER)  # a password never goes in clear
EMAIL_TIMEOUT = 10
SENDS_MAIL = _SENDS_MAIL
DEFAULT_FROM_EMAIL = _SET.mail_from or "troth@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Accounts (django-allauth) -----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "troth.web.passwords.LongestPassword"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
]
PASSWORD_RESET_TIMEOUT = max(_SET.link_minutes, 1) * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "console:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "troth.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {"signup": "troth.web.accounts.SignUpForm"}
ACCOUNT_USER_DISPLAY = "troth.web.accounts.shown_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if _SENDS_MAIL else "none"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_NOTIFICATIONS = _SENDS_MAIL
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _SET.is_https else "http"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True  # until SESSION_COOKIE_AGE, and no longer
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "20/m/ip,3/m/key"}
MFA_ADAPTER = "troth.web.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 12
MFA_TOTP_ISSUER = "troth"
MFA_ALLOW_UNVERIFIED_EMAIL = not _SENDS_MAIL  # without mail no address can be proved
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
SECOND_FACTOR_REQUIRED = _SET.require_second_factor
if _HAS_OIDC:
    SOCIALACCOUNT_ADAPTER = "troth.web.provider.ProviderAdapter"
    SOCIALACCOUNT_LOGIN_ON_GET = False
    SOCIALACCOUNT_STORE_TOKENS = False
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "provider_class": "troth.web.provider.StaffProvider",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "staff",
                    "name": urlsplit(_SET.oidc_issuer).hostname,
                    "client_id": _SET.oidc_client,
                    "secret": _SET.oidc_secret,
                    "settings": {"server_url": _SET.oidc_issuer, "oauth_pkce_enabled": True},
                },
            ],
        },
    }

# --- The privacy centre ------------------------------------------------------------------------------------------

TROTH_SHELF = "troth.web.centre.stored.make_shelf"

# --- Logs --------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "troth.web.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": _SET.log_level.upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # `Envelope` writes a line for each answer
        "django.server": {"handlers": [], "propagate": False},
        "uvicorn": {"handlers": [], "propagate": True},
        "uvicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},  # it writes query strings
    },
}
