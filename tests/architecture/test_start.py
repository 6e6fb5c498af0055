"""The house starts quickly: nothing heavy is loaded before somebody needs it."""

import subprocess
import sys

from tests.architecture.house import ROOT

HEAVY = ("scipy", "sklearn", "numba", "llvmlite", "typst", "playwright", "pytest")
PROGRAM = f"""
import sys
import linli.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted(set(sys.modules) & set({HEAVY!r})))
"""


def test_a_web_process_loads_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []
