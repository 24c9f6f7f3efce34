"""All settings. Each is read from the environment here and nowhere else; a wrong value is loud."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.headers import Headers

import environ
from csp.constants import NONE, SELF

from musicsite.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# ---- The site ------------------------------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", "Songdesk")
VAR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret(VAR / "secret_key")
PUBLIC_URL = env.str("PUBLIC_URL", "").rstrip("/")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
if PUBLIC_HOST and PUBLIC_HOST not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(PUBLIC_HOST)

# ---- Django --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "generator.site.SongdeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_q",
    "ninja",
    "template_partials",
    "generator",
]
MIDDLEWARE = [
    # First: the rest is about pages, and their headers would be much of what a small file weighs.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "generator.ops.middleware.RequestLog",
    "generator.ops.middleware.HeadersAlone",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "generator.ops.middleware.Permissions",
    "generator.ops.middleware.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "musicsite.urls"
WSGI_APPLICATION = "musicsite.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "generator.context.desk",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")
LANGUAGE_CODE = "en"
USE_I18N = False
DATE_FORMAT, DATETIME_FORMAT = "j M Y", "j M Y, H:i"
# 100 kB of pasted lyrics must reach the form, to be refused kindly.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# ---- Database ------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'songdesk.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that reads first and writes later would fail at once under contention;
        # IMMEDIATE takes the write lock at its start and waits in line instead.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;",
    }
# Kept open: the queue looks for work several times a second, and opening costs more than looking.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# ---- Cache and queue -----------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
JOB_TIMEOUT_SECONDS = 300
_LANE = {
    "timeout": JOB_TIMEOUT_SECONDS,
    # A message comes back when its worker died, later than any job may run.
    "retry": JOB_TIMEOUT_SECONDS + 60,
    # django-q2 retries for ever unless told; the sweep, not the queue, repairs what broke.
    "max_attempts": 3,
    "ack_failures": True,
}
Q_CLUSTER = {
    "name": "default",
    "label": "Queue",
    **({"redis": REDIS_URL} if REDIS_URL else {"orm": "default"}),
    **_LANE,
    "workers": env.int("WORKERS", 4),
    "poll": 0.25,
    "save_limit": -1,  # finished jobs are not kept (the song's row tells); failed ones always are
    "catch_up": False,
    "guard_cycle": 1,
    "log_level": "WARNING",
    # Rendering takes whole seconds of CPU: its own lane, so that polls and copies never wait.
    # One scheduler is enough.
    "ALT_CLUSTERS": {
        "studio": {**_LANE, "workers": env.int("STUDIO_WORKERS", 1), "scheduler": False}
    },
}

# ---- Files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # until files are collected there is nothing in it
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 3600  # for names without a hash; those with one are kept for ever
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


AUDIO_STORAGE = env.str("AUDIO_STORAGE", str(VAR / "media"))
AUDIO_ACCEL_PREFIX = env.str("AUDIO_ACCEL_PREFIX", "")
AUDIO_MAX_BYTES = env.int("AUDIO_MAX_BYTES", 100_000_000)
AWS_ENDPOINT_URL = env.str("AWS_ENDPOINT_URL", "")
AUDIO_IN_BUCKET = AUDIO_STORAGE.startswith("s3://")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": urlsplit(AUDIO_STORAGE).netloc,
            "location": urlsplit(AUDIO_STORAGE).path.strip("/"),
            "endpoint_url": AWS_ENDPOINT_URL or None,
        },
    }
    if AUDIO_IN_BUCKET
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": AUDIO_STORAGE, "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "generator.ops.static.StaticFiles"},
}

# ---- People --------------------------------------------------------------------------------
AUTH_USER_MODEL = "generator.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SIGNUP_CREDITS = env.int("SIGNUP_CREDITS", 100)
ADMIN_EMAIL = env.str("ADMIN_EMAIL", "admin@localhost")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "generator.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_URL = env.str("EMAIL_URL", "")
globals().update(environ.Env.email_url_config(EMAIL_URL or "consolemail://"))
EMAIL_TIMEOUT = 10  # seconds; somebody waits for the page meanwhile
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@{PUBLIC_HOST or 'localhost'}>"
)
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

# ---- Security ------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
CSRF_FAILURE_VIEW = "generator.ops.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:  # the web server speaks plain HTTP to a proxy that ends TLS and must set this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whose X-Forwarded-* headers `up` believes; everybody else's are dropped.
TRUSTED_PROXY = env.str("TRUSTED_PROXY", "127.0.0.1")
# A player is sent on to the bucket, and this policy holds for where it is sent, too.
_BUCKETS = urlsplit(AWS_ENDPOINT_URL or "https://amazonaws.com")
_AUDIO = [f"{_BUCKETS.scheme}://{star}{_BUCKETS.netloc}" for star in ("", "*.")]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF, *(_AUDIO if AUDIO_IN_BUCKET else [])],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ---- Songs ---------------------------------------------------------------------------------
APIIN_API_KEY = env.str("APIIN_API_KEY", "")
APIIN_BASE_URL = env.str("APIIN_BASE_URL", "https://apiin.one/api/v1").rstrip("/")
POLL_FIRST_SECONDS = env.float("POLL_FIRST_SECONDS", 10)
POLL_SECONDS = env.float("POLL_SECONDS", 5)
SONG_DEADLINE_SECONDS = env.float("SONG_DEADLINE_SECONDS", 900)
LEASE_SECONDS = env.float("LEASE_SECONDS", 240)
TRANSFER_SECONDS = env.float("TRANSFER_SECONDS", 100)
STUDIO_TIMEOUT_SECONDS = env.float("STUDIO_TIMEOUT_SECONDS", 180)

# ---- The API -------------------------------------------------------------------------------
API_CALLS_PER_MINUTE = env.int("API_CALLS_PER_MINUTE", 600)  # of one key
# Origins in one's own network, as in "http://127.0.0.1:9000", that webhooks may reach, too.
WEBHOOK_ORIGINS = env.list("WEBHOOK_ORIGINS", default=[])

# ---- Logs and numbers ----------------------------------------------------------------------
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "generator.ops.logs.Redact"}},
    "formatters": {"line": {"()": "generator.ops.logs.LineFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["redact"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "generator": {"level": LOG_LEVEL},
        # Django's own set-up is not ours to keep: no second handler, no mails. A 404 is in the
        # request's line already, so only what went wrong here is worth another.
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# One BLAS thread per process: several workers share the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
