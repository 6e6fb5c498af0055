"""Settings of the house: everything that varies comes from the environment, with a default that just works."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from linli.ground.carriers.account import contract
from linli.ground.lib import env, logs

ROOT = Path(__file__).resolve().parent.parent

# --- Where things are kept ---
HOME = env.folder("LINLI_HOME", ROOT / "var")
DATABASES = {"default": env.database(env.text("DATABASE_URL"), HOME / "linli.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = HOME / "files"
STATIC_ROOT = HOME / "static"
STATIC_URL = "/static/"

# --- Keys: made once by `./dev` in var/keys; in production given as files ---
_seed = env.text("LINLI_SECRET_KEY") or "linli-development-only-not-a-secret"
DEBUG = env.flag("LINLI_DEBUG", default=False)
SECRET_KEY = _seed
FIELD_KEYS = env.words("LINLI_FIELD_KEYS") or [
    urlsafe_b64encode(sha256(f"field {_seed}".encode()).digest()).decode()
]
INDEX_KEY = (
    env.text("LINLI_INDEX_KEY") or urlsafe_b64encode(sha256(f"index {_seed}".encode()).digest()).decode()
)
JOURNAL_KEY = (
    env.text("LINLI_JOURNAL_KEY") or urlsafe_b64encode(sha256(f"journal {_seed}".encode()).digest()).decode()
)
JOURNAL_ORIGIN = env.text("LINLI_ORIGIN_NAME", "linli")

# --- Who may knock ---
ALLOWED_HOSTS = env.words("LINLI_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("LINLI_ORIGINS")
BASE_URL = env.text("LINLI_BASE_URL", "http://localhost:8000")
BEHIND_TLS = env.flag("LINLI_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- The rooms, in the order of the house; before the libraries, so that our templates win ---
INSTALLED_APPS = [
    "linli.ground.lib",
    "linli.ground.look",
    "linli.ground.journal",
    "linli.ground.files",
    "linli.ground.carriers",
    "linli.ground.people",
    "linli.ground.messages",
    "linli.commons.notices",
    "linli.circle.matters",
    "linli.circle.listen",
    "linli.circle.deliberate",
    "linli.circle.decide",
    "linli.circle.deliver",
    "linli.circle.disclose",
    "linli.circle.evaluate",
    "linli.faces.api",
    "linli.faces.web",
    "linli.faces.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "template_partials",
    "django_htmx",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "linli",
]
AUTH_USER_MODEL = "people.Account"
ROOT_URLCONF = "linli.urls"
WSGI_APPLICATION = "linli.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "linli.ground.lib.boundary.Boundary",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.ground.look.context.look",
                "linli.faces.web.context.navigation",
            ],
            "builtins": [
                "linli.ground.look.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "linli.ground.look.storage.LookStorage"},
}
STATICFILES_FINDERS = [
    "linli.ground.look.bundle.MadeFiles",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
FORM_RENDERER = "linli.ground.look.renderer.LookRenderer"
CSRF_FAILURE_VIEW = "linli.ground.look.views.stale"
REFUSAL_TEMPLATE, CRASH_TEMPLATE = "look/refused.html", "look/crashed.html"
CATCH_CRASHES = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Signing in (rooms' adapters in ground/people) ---
AUTHENTICATION_BACKENDS = ["linli.ground.people.backend.Backend"]
SESSION_ENGINE = "linli.ground.people.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_request_login_code", "/", "/"
ACCOUNT_ADAPTER = "linli.ground.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "linli.ground.people.forms.signin.PasswordForm",
    "request_login_code": "linli.ground.people.forms.signin.PhoneForm",
    "confirm_login_code": "linli.ground.people.forms.signin.CodeForm",
}
MFA_FORMS = {"add_webauthn": "linli.ground.people.forms.keys.KeyForm"}
# Per phone or account ("key"), per person ("user") and per device ("ip" is answered with the device, see adapters):
# never per address, because a whole compound sits behind one.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/h/ip,5/300s/key",
    "request_login_code": "6/h/ip,1/30s/key,8/d/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # staff have no phone, residents no password: neither is required
MFA_ADAPTER = "linli.ground.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Linli"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
SMS_CARRIER = env.text("LINLI_SMS_CARRIER", "console")
SMS_CONTRACT = contract()
SMS_AN_HOUR = env.number("LINLI_SMS_AN_HOUR", 2_000)
IS_DEMO = env.flag("LINLI_DEMO", default=(HOME / "demo").exists())
DEMO_URL = "/demo/" if IS_DEMO else ""

# --- Words, time, place ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [ROOT / "linli" / "locale", *sorted((ROOT / "linli").glob("*/*/locale"))]
TIME_ZONE = env.text("LINLI_TIME_ZONE", "Asia/Shanghai")
USE_TZ = USE_I18N = True

# --- Memory and work behind the scenes ---
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "linli_cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "linli-local"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

logs.configure()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "linli.ground.lib.boundary.ScrubNumbers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["scrub"]}},
    "root": {"handlers": ["console"], "level": env.text("LINLI_LOG_LEVEL", "WARNING")},
}

if wrong := env.unknown():
    raise env.BadSetting(f"Unknown settings in the environment: {', '.join(wrong)}. Check their spelling.")
