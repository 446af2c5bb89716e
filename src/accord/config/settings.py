"""Django's settings, made from ``env``; nothing here is secret."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from accord.config.databases import database
from accord.config.env import env, oidc_providers
from accord.config.storages import file_storage
from accord.sqlite import use_sound_sqlite

use_sound_sqlite()

ENV = env()
SRC = Path(__file__).resolve().parents[1]
HOME = ENV.home
COMPILED_TEMPLATES = ENV.cache / "templates"

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.hosts)
BASE_URL = ENV.base_url
HTTPS = BASE_URL.startswith("https://")
ORGANISATION = ENV.organisation

FEATURES = [
    "accord.features.stakeholders",
    "accord.features.initiatives",
    "accord.features.tasks",
    "accord.features.needs",
    "accord.features.ties",
    "accord.features.workshops",
    "accord.features.tradeoffs",
    "accord.features.keyplans",
    "accord.features.escalations",
    "accord.features.knowledge",
    "accord.features.feedback",
    "accord.features.alignment",
    "accord.features.wants",
    "accord.features.promises",
    "accord.features.engagement",
    "accord.features.conduct",
    "accord.features.correspondence",
    "accord.features.letters",
    "accord.features.mailings",
    "accord.features.keymessages",
    "accord.features.stages",
    "accord.features.standards",
    "accord.features.meetings",
    "accord.features.strategies",
    "accord.features.governance",
    "accord.features.consultations",
    "accord.features.discussions",
    "accord.features.networks",
    "accord.features.health",
    "accord.features.growth",
    "accord.features.pulses",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "accord.foundation.journal",
    "accord.foundation.accounts",
    "accord.foundation.jobs",
    "accord.foundation.mail",
    "accord.foundation.search",
    "accord.foundation.imports",
    "accord.foundation.files",
    "accord.foundation.arrivals",
    "accord.foundation.notices",
    "accord.foundation.fields",
    "accord.foundation.ui",
    *FEATURES,
    "accord.overview.home",
    "accord.overview.finder",
    "accord.overview.admin",
    "accord.overview.coverage",
    "accord.overview.nudges",
    "accord.overview.insights",
    "accord.overview.calendar",
    "accord.overview.api",
    "accord.overview.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accord.foundation.ui.middleware.security_headers",
    "accord.foundation.ui.middleware.assets_first",
    *(["accord.foundation.ui.middleware.copies"] if ENV.replica_urls else []),
    "accord.foundation.accounts.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accord.foundation.accounts.middleware.Gate",
    "accord.foundation.ui.middleware.personal",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "accord.config.urls"
WSGI_APPLICATION = "accord.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DATABASES = {"default": database(ENV.database_url, HOME)}
REPLICAS = [f"replica-{number}" for number, _url in enumerate(ENV.replica_urls, 1)]
REPLICA_LAG = ENV.replica_lag  # seconds for which people read what they wrote where they wrote it
for _alias, _url in zip(REPLICAS, ENV.replica_urls, strict=True):
    DATABASES[_alias] = database(_url, HOME) | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["accord.foundation.journal.replicas.Router"] if REPLICAS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {  # our pages: <app>/jinja2/<app>/
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "accord.foundation.ui.jinja.environment"},
    },
    {  # pages of third parties
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTHENTICATION_BACKENDS = ["accord.foundation.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"accord.foundation.accounts.passwords.{name}"}
    for name in ("LengthValidator", "BreachedValidator", "ContextValidator")
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
SECOND_FACTOR_FOR_ADMINISTRATORS = ENV.second_factor
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
ACCOUNT_ADAPTER = "accord.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = False  # our own brakes hold for all processes together
ACCOUNT_FORMS = {
    "reset_password": "accord.foundation.accounts.forms.ResetForm",
    "reset_password_from_key": "accord.foundation.accounts.forms.NewPasswordForm",
    "change_password": "accord.foundation.accounts.forms.ChangePasswordForm",
}
MFA_ADAPTER = "accord.foundation.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are our own
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "accord.foundation.accounts.forms.CodeForm",
    "reauthenticate": "accord.foundation.accounts.forms.ConfirmCodeForm",
    "activate_totp": "accord.foundation.accounts.forms.ActivateAppForm",
    "add_webauthn": "accord.foundation.accounts.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "accord.foundation.accounts.passkeys.PasskeyForm",
    "login_webauthn": "accord.foundation.accounts.passkeys.PasskeyLoginForm",
    "reauthenticate_webauthn": "accord.foundation.accounts.passkeys.ConfirmPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "accord.foundation.accounts.oidc.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = oidc_providers(ENV)
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_ENGINE = "accord.foundation.accounts.sessions"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accord.foundation.ui.refusals.forbidden"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

USE_TZ = True
USE_I18N = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = ENV.language
HOUSE_TIME_ZONE = ENV.time_zone
HOUSE_COUNTRY = ENV.country
WORKING_WEEK = ENV.working_week
LANGUAGES = [
    ("en", _("English")),
    ("pl", _("Polish")),
    ("et", _("Estonian")),
    ("ru", _("Russian")),
    ("zh-hans", _("Simplified Chinese")),
]
LOCALE_PATHS = [SRC / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a folder that is not there
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": file_storage(ENV.storage_url, HOME),
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_485_760
INTERNAL_HOSTS = list(ENV.internal_hosts)

MINUTES_DAYS = ENV.minutes_days
TONE_HINTS = ENV.tone_hints
MEETING_RATES = ENV.meeting_rates
CURRENCY = ENV.currency

MAIL_URL = ENV.mail_url
MAIL_IN = ENV.mail_in
EMAIL_BACKEND = "accord.foundation.mail.backend.Outbox"
DEFAULT_FROM_EMAIL = ENV.mail_from
SERVER_EMAIL = ENV.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"accord": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
