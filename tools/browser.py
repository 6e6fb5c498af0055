"""Finds a Chromium and a Chinese font for the journeys, or says how to get them."""

import os
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
FONT_MARKS = ("cjk", "wqy", "sourcehan", "pingfang", "hiragino", "droidsansfallback", "uming", "ukai")

NO_FONT = (
    "No Chinese font: pages still work, but pictures of them show boxes. "
    "On Debian or Ubuntu: `apt install fonts-noto-cjk` (as root)."
)


class NoBrowser(Trouble):
    """No Chromium is here and none can be fetched; the message says how to get one."""


def find() -> tuple[str, str]:
    """Return the program to start and, in plain words, whose it is; fetch Playwright's own when there is none.

    Raises:
        NoBrowser: none was found and none could be fetched.
    """
    if given := os.environ.get("CHROMIUM"):
        return given, f"Chromium at {given} (from CHROMIUM)"
    for name in NAMES:
        if program := shutil.which(name):
            return program, f"Chromium at {program}"
    if (program := _playwrights()) or (program := _fetched()):
        return program, "Chromium of Playwright"
    raise NoBrowser(
        "No Chromium here, and Playwright's own could not be fetched. "
        "On Debian or Ubuntu: `apt install chromium` (as root), then try again."
    )


_ASK = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def _playwrights() -> str | None:
    """Return the path of Playwright's own Chromium when it is installed and starts."""
    asked = subprocess.run(
        [
            str(environment.PYTHON),
            "-c",
            _ASK,
        ],
        env=environment.child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    program = asked.stdout.strip()
    return program if asked.returncode == 0 and Path(program).is_file() else None


def _fetched() -> str | None:
    print("No Chromium here; fetching Playwright's own (about 170 MB) …", flush=True)
    done = subprocess.run(
        [str(environment.PYTHON), "-m", "playwright", "install", "--no-progress", "chromium"],
        env=environment.child_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=600,
    )
    return _playwrights() if done.returncode == 0 else None


def chinese_font() -> str | None:
    """Return the name of a font that holds Chinese, or None."""
    if lister := shutil.which("fc-list"):
        listed = subprocess.run(
            [lister, ":lang=zh-cn", "family"], stdout=subprocess.PIPE, text=True, check=False
        )
        families = sorted(line.split(",")[0] for line in listed.stdout.splitlines() if line.strip())
        return next((name for name in families if "Sans CJK SC" in name), families[0] if families else None)
    for folder in map(Path, FONT_FOLDERS):
        for font in folder.rglob("*.[ot]t[cf]"):
            if any(mark in font.name.lower().replace("-", "") for mark in FONT_MARKS):
                return font.name
    return None
