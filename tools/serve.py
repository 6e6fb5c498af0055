"""`./dev`: prepares this home once, then keeps web, worker and tend running until Ctrl+C."""

import argparse
import http.client
import os
import socket
import subprocess
import threading
import time
import unicodedata
from pathlib import Path

from tools import environment
from tools.home import Home
from tools.supervisor import Child, Supervisor
from tools.trouble import Trouble

SIZES = ("corner", "community", "district")
FIRST_WEB = 2.0  # seconds for which the web may have both cores to itself


class CannotStart(Trouble):
    """Linli cannot start as asked; the message says why and what to do."""


def options(words: list[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="./dev", description="Start Linli: web, worker and tend, with neighbours."
    )
    parser.add_argument(
        "--port", type=int, default=None, help="port of the web (default: LINLI_PORT, else 8000)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--size", choices=SIZES, default="corner", help="how many demo neighbours move in, once"
    )
    parser.add_argument("--empty", action="store_true", help="let no demo neighbours in")
    parser.add_argument("--workers", type=int, default=1, help="web processes (default 1)")
    asked = parser.parse_args(words)
    if asked.port is None:
        asked.port = _port_of_environment()
    if not 0 < asked.port < 65536:
        raise CannotStart(f"{asked.port} is no port; choose one from 1 to 65535, such as 8000.")
    return asked


def _port_of_environment() -> int:
    given = os.environ.get("LINLI_PORT", "")
    if given and not given.isdigit():
        raise CannotStart(f"LINLI_PORT is {given!r}; write a number, such as 8000.")
    return int(given or 8000)


def start(words: list[str]) -> int:
    """Start everything and return when told to stop.

    Raises:
        CannotStart: an option cannot be used or the port is taken.
    """
    asked = options(words)
    began = time.monotonic()
    environment.ensure("run")
    home = Home.open()
    with home.alone():
        _refuse_a_taken_port(asked.host, asked.port)
        env = home.environment(**_addresses(asked))
        if code := _prepare(home, env, asked):
            return code
        supervisor = Supervisor(_children(env, asked), _say)
        threading.Thread(target=_announce, args=(home, asked, began), daemon=True).start()
        return supervisor.run()


def _say(line: str) -> None:
    """Print a line; go on silently when nobody reads any more."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _addresses(asked: argparse.Namespace) -> dict[str, str]:
    """Return the settings that follow from host and port, unless the environment says otherwise."""
    wanted = {"LINLI_BASE_URL": f"http://{_shown(asked.host)}:{asked.port}"}
    if asked.host != "127.0.0.1":
        wanted["LINLI_HOSTS"] = ",".join(
            ["localhost", "127.0.0.1", "[::1]", socket.gethostname(), _shown(asked.host)]
        )
    return {name: value for name, value in wanted.items() if name not in os.environ}


def _shown(host: str) -> str:
    """Return the host as others write it in an address; for "every interface", this machine's own address."""
    if host == "127.0.0.1":
        return "localhost"
    if host not in {"0.0.0.0", "::"}:
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # a documentation address: nothing is sent, only a route is chosen
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


def _refuse_a_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}). Try: ./dev --port {port + 1}"
            ) from error


def _prepare(home: Home, env: dict[str, str], asked: argparse.Namespace) -> int:
    """Migrate, collect static files and let the neighbours in; skip all of it when nothing changed since last time."""
    stamp, wanted = home.path / "prepared.stamp", _fingerprint(asked)
    embedded = not (env.get("DATABASE_URL") or env.get("DATABASE_URL_FILE"))
    spoken = all(
        path.with_suffix(".mo").is_file() for path in (environment.ROOT / "linli" / "locale").rglob("*.po")
    )
    is_there = embedded and spoken and (home.path / "linli.sqlite3").is_file() and stamp.is_file()
    if is_there and stamp.read_text(encoding="ascii") == wanted:
        return 0
    arguments = ["--empty"] if asked.empty else ["--size", asked.size]
    stamp.unlink(missing_ok=True)
    done = subprocess.run(
        [str(environment.PYTHON), "-m", "linli", "prepare", *arguments],
        cwd=environment.ROOT,
        env=env,
        check=False,
    )
    if done.returncode == 0:
        stamp.write_text(wanted, encoding="ascii")
    return done.returncode


def _fingerprint(asked: argparse.Namespace) -> str:
    """Return a digest of all that `prepare` works from: migrations, static files, words, settings, packages, size."""
    house = environment.ROOT / "linli"
    files = [environment.ROOT / "requirements" / "run.txt", house / "settings.py"]
    looks = ("ground/look/css/**/*.css", "ground/look/js/*.js")
    for pattern in ("**/migrations/*.py", "**/static/**/*", *looks, "locale/**/*.po"):
        files += sorted(path for path in house.glob(pattern) if path.is_file())
    parts = [part for file in files for part in (str(file), file.read_bytes())]
    return environment.digest(*parts, "empty" if asked.empty else asked.size)


def _children(env: dict[str, str], asked: argparse.Namespace) -> list[Child]:
    python, folder = str(environment.PYTHON), environment.ROOT
    web = [
        python,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        asked.host,
        "--port",
        str(asked.port),
        "--workers",
        str(asked.workers),
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
        "--respawn-interval",
        "0.5",
        "linli.wsgi:application",
    ]
    later = time.monotonic() + FIRST_WEB
    return [
        Child("web", web, env, folder),
        Child(
            "worker", [python, "-m", "linli", "work", "--name", _worker_name(env)], env, folder, due_at=later
        ),
        Child("tend", [python, "-m", "linli", "tend"], env, folder, due_at=later),
    ]


def _worker_name(env: dict[str, str]) -> str:
    """Return a name that only the worker of this home on this machine wears."""
    return f"{socket.gethostname()[:40]}-{environment.digest(env['LINLI_HOME'])[:8]}"


def _announce(home: Home, asked: argparse.Namespace, began: float) -> None:
    """Wait until the web answers, then say where it is and who may be signed in as."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(asked.host, asked.host)
    while not (status := _answer(host, asked.port)):
        time.sleep(0.1)
    if status >= 500:
        _say(f"The first page fails with {status}; what the web says above tells why.")
    _say(
        f"\nLinli 邻里 is at http://{_shown(asked.host)}:{asked.port}/   (ready after {time.monotonic() - began:.1f} s)"
    )
    who = home.path / "neighbours.txt"
    if who.is_file():
        _say(f"Sign in with one press at http://{_shown(asked.host)}:{asked.port}/demo/ as one of:")
        _say(_in_columns(who.read_text(encoding="utf-8")))
    _say(f"Kept in {_near(home.path)}. Stop with Ctrl+C. Next: ./dev test, ./dev help\n")


def _answer(host: str, port: int) -> int:
    """Return the status with which the first page answers, 0 while nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _in_columns(text: str) -> str:
    """Return tab-separated lines as columns; a Chinese character takes two places."""
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    widths = [max(map(_width, column)) for column in zip(*(row[:-1] for row in rows), strict=False)]
    return "\n".join(
        "  "
        + "  ".join(
            [
                *(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)),
                row[-1],
            ]
        )
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _near(path: Path) -> str:
    return f"./{path.relative_to(environment.ROOT)}" if path.is_relative_to(environment.ROOT) else str(path)
