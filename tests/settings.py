"""The house as tests see it: a home of its own, a cheap password hash, crashes that are seen."""

import os
from pathlib import Path

os.environ.setdefault("LINLI_HOME", str(Path(__file__).resolve().parents[1] / ".cache" / "test-home"))

from linli.settings import *  # noqa: F403 -- all of the house, in a home that is named first

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405 -- whitenoise warns when it is not there
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CATCH_CRASHES = False
