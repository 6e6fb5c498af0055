"""Builds `.venv` from hashed requirements, once, and says plainly what is missing when it cannot."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

NO_VENV = (
    "This Python ({python}) cannot make a virtual environment. "
    "On Debian or Ubuntu, get what is missing with `apt install python3-venv` (as root), then run ./dev again."
)


class CannotBuild(Trouble):
    """The environment cannot be built here; the message says what to do."""


def digest(*parts: bytes | str) -> str:
    """Return one fingerprint of all parts in order."""
    sum_ = hashlib.sha256()
    for part in parts:
        sum_.update(part.encode() if isinstance(part, str) else part)
        sum_.update(b"\0")
    return sum_.hexdigest()


def child_environment(**extra: str) -> dict[str, str]:
    """Return the environment for programs started from `.venv`.

    PYTHONDONTWRITEBYTECODE is taken out: with it every start compiles Django again (4.6 s instead of 2.0 s).
    LINLI_PORT is ours, and settings refuse LINLI_ names that they do not know.
    """
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "LINLI_PORT", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = f"{PYTHON.parent}{os.pathsep}{env.get('PATH', os.defpath)}"
    env["PYTHONUTF8"] = "1"
    return env | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | extra


def ensure(kind: str) -> None:
    """Build or complete `.venv` so that it holds requirements/KIND.txt; do nothing when it already does.

    Raises:
        CannotBuild: this Python lacks venv, or a package cannot be had.
    """
    if _is_ready(kind):
        return
    with _one_at_a_time():
        if _is_ready(kind):
            return
        began = time.monotonic()
        _make_venv()
        _install(kind)
        _stamp(kind).write_text(_wanted(kind), encoding="utf-8")
        print(f"Environment ready in {time.monotonic() - began:.0f} s.", flush=True)


def _wanted(kind: str) -> str:
    requirements = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return digest(requirements, str(VENV), f"{sys.version_info[:2]}")


def _stamp(kind: str) -> Path:
    return VENV / f"linli-{kind}.stamp"


def _is_ready(kind: str) -> bool:
    """Tell whether `.venv` holds KIND; the test set holds all that running needs, at the same versions."""
    if not PYTHON.exists():
        return False
    held = [kind, "test"] if kind == "run" else [kind]
    return any(
        _stamp(one).is_file() and _stamp(one).read_text(encoding="utf-8") == _wanted(one) for one in held
    )


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_venv() -> None:
    if PYTHON.exists() and _has_pip() and _stands_here():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise CannotBuild(NO_VENV.format(python=sys.executable))
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = _run([sys.executable, "-m", "venv", str(VENV)])
    if made.returncode:
        raise CannotBuild(NO_VENV.format(python=sys.executable) + f"\n{made.stdout.strip()}")


def _has_pip() -> bool:
    return _run([str(PYTHON), "-c", "import pip"]).returncode == 0


def _stands_here() -> bool:
    """Tell whether the programs of `.venv` were written for this folder: a moved checkout must build anew."""
    pip = VENV / "bin" / "pip"
    return pip.is_file() and str(VENV) in pip.read_text(encoding="utf-8", errors="replace").splitlines()[0]


def _install(kind: str) -> None:
    """Install by uv, which is quick; by pip when uv cannot (an index that only pip is told of, an odd machine).

    Bytecode comes with the first import of each module: to compile all of scipy and numba ahead costs 14 s of a core,
    and most of it is never imported.
    """
    wanted = ["--require-hashes", "-r", str(ROOT / "requirements" / f"{kind}.txt")]
    pip, uv = (
        [str(PYTHON), "-m", "pip", "install", "-q", "--no-compile"],
        [str(PYTHON), "-m", "uv", "pip", "install", "-q"],
    )
    print("Getting packages (half a minute on a quick line) …", flush=True)
    quick = _run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "uv.txt")])
    if quick.returncode == 0:
        quick = _run([*uv, "--python", str(PYTHON), "--system-certs", *wanted])
    if quick.returncode == 0:
        return
    print("uv could not; trying pip, which takes about a minute …", flush=True)
    slow = _run([*pip, *wanted])
    if slow.returncode:
        raise CannotBuild(
            f"Packages could not be installed. uv said:\n{quick.stdout.strip()}\npip said:\n{slow.stdout.strip()}\n"
            "Check the connection to the package index, then run ./dev again; what is done already is kept."
        )


def _run(argv: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv,
        cwd=ROOT,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
