"""The one settings file. What an operator chooses comes from the environment, see environment.py."""

import os
from pathlib import Path

from courseware.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
_chosen = read_environment(os.environ, BASE_DIR)

# Our own names: read by the apps as settings.X
COURSEWARE_DEBUG = _chosen.debug
CONTENT_ROOTS = _chosen.content_roots
DATA = _chosen.data
HTTPS = _chosen.https
ORIGINS = _chosen.origins
LIMITS = _chosen.limits

# Django's DEBUG stays off: its error pages show settings to whoever sees them and drop the content security
# policy. COURSEWARE_DEBUG re-reads content as it changes; tracebacks go to the console in either case.
DEBUG = False
SECRET_KEY = _chosen.secret_key
SECRET_KEY_FALLBACKS = list(_chosen.secret_key_fallbacks)
ALLOWED_HOSTS = list(_chosen.hosts)
ROOT_URLCONF = "courseware.urls"
ASGI_APPLICATION = "courseware.asgi.application"
INSTALLED_APPS = [
    "courseware",  # before daphne: its runserver lets a handshake be held
    "daphne",
    "channels",
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",  # these three: what scenarios about users import
    "django.contrib.auth",
    "django.contrib.sessions",
    "learners",
    "quizzes",
    "sandbox",
    "lessons",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "courseware.middleware.forms_are_utf8",
    "lessons.middleware.newest_release",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},  # pages are rendered once, for everyone, without a request
    }
]

DATABASES = {"default": _chosen.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN, where the busy timeout works; a later upgrade fails at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL",  # synchronous stays FULL: what is acknowledged survives a power cut
    }
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond it entries are thrown out at random, and limits with them
    }
}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}  # runs bring their own

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # while somebody edits them, files keep their names and are read where they stand
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if COURSEWARE_DEBUG
        else "courseware.static_files.HashedStaticFiles"
    },
}

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

DATA_UPLOAD_MAX_MEMORY_SIZE = LIMITS.body_bytes
APPEND_SLASH = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "courseware.errors.foreign_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the proxy that ends TLS redirects
    "security.W021",  # being on the browsers' preload list is the operator's decision
]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"consumer_raised": {"()": "sandbox.stepping.errors.WithoutConsumerErrors"}},
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["consumer_raised"]},
        "nobody": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # replace Django's own handlers, which are silent or send mail when DEBUG is off
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # what is wrong in the content while somebody edits, and that all is well again
        "lessons": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # what a visitor got wrong is told to the visitor
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["nobody"], "propagate": False},
    },
}
