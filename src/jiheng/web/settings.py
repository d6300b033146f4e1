"""Django's settings. Everything that differs between places comes from web/environment.py."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from .environment import DEMO, PRODUCTION, TEST, Environment

HERE = Path(__file__).resolve().parent
PLACE = Environment()

# ours
JIHENG_MODE = PLACE.mode
JIHENG_DATA = PLACE.data
JIHENG_TODAY = PLACE.today
JIHENG_ONE_CLICK = PLACE.one_click
JIHENG_PAGES = os.environ.get("JIHENG_PAGES", "").split()  # only these folders; none: all
JIHENG_UPLOAD_MOST = 50 * 1024 * 1024  # bytes of one file
JIHENG_SESSION_IDLE = 60 * 60  # seconds without a request
JIHENG_SESSION_MOST = 12 * 60 * 60  # seconds since login, whatever happens
JIHENG_HOOK_HOSTS = PLACE.hook_hosts  # hosts that may be told of moves
JIHENG_HOOK_NETWORKS = PLACE.hook_networks  # private networks they may stand in
JIHENG_CA = PLACE.authority  # certificates to trust instead of the system's, "" for those
JIHENG_OIDC = PLACE.oidc  # the OpenID provider, None without one
JIHENG_API_RATE = 600  # requests of one person a minute, in one process
JIHENG_PUBLIC_RATE = 120  # of one address, where nobody is known

DEBUG = False
SECRET_KEY = PLACE.secret
ALLOWED_HOSTS = list(PLACE.hosts)
DATABASES = {"default": PLACE.databases()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "web.User"
ROOT_URLCONF = "jiheng.web.urls"
WSGI_APPLICATION = "jiheng.web.wsgi.application"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "jiheng-language"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "jiheng.web.apps.WebConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jiheng.web.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "jiheng.web.middleware.sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiheng.web.middleware.Answers",
    "jiheng.web.middleware.signed_in",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A page keeps its templates in its own folder.
        "DIRS": [HERE / "templates", *sorted(HERE.glob("pages/*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiheng.web.context.chrome",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder for folder in [HERE / "static"] if folder.is_dir()]
WHITENOISE_USE_FINDERS = JIHENG_MODE != PRODUCTION
if JIHENG_MODE == PRODUCTION:  # names carry the digest of the content: kept for ever by browsers
    STATIC_ROOT = os.path.join(JIHENG_DATA, "static")  # written by run.serve
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 600 if JIHENG_MODE == PRODUCTION else 0

# passwords and sign-in
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if JIHENG_MODE == TEST:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
_CHECKS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_CHECKS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_CHECKS}CommonPasswordValidator"},
    {"NAME": f"{_CHECKS}NumericPasswordValidator"},
    {"NAME": f"{_CHECKS}UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "name")}},
]  # fmt: skip
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "jiheng.web.backend.Backend",
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/account/login/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "jiheng.web.backend.address_of"
NINJA_NUM_PROXIES = 1 if PLACE.proxy else 0  # whose X-Forwarded-For counts: our proxy's only
JIHENG_BEHIND_PROXY = PLACE.proxy
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "jiheng.web.backend.locked_out"
OTP_TOTP_ISSUER = "绩衡 Jiheng"

# cookies, headers, uploads
_SECURE = JIHENG_MODE == PRODUCTION
SESSION_COOKIE_NAME = "jiheng-session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = JIHENG_SESSION_MOST
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = _SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PLACE.proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in PLACE.hosts] if _SECURE else []
CSRF_FAILURE_VIEW = "jiheng.web.problems.csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "jiheng.web.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# background work: in the database, so that nothing else has to run; tests do it at once
_TASKS = "django_tasks.backends.immediate.ImmediateBackend"
if JIHENG_MODE != TEST:
    _TASKS = "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": _TASKS}}

# nobody's name, address or token in a log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "jiheng.web.logs.Discreet"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"level": "ERROR"},
        "jiheng": {"level": "INFO"},
    },
}  # fmt: skip
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # whether to preload is the office's
IS_DEMO = JIHENG_MODE == DEMO
