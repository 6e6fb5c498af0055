"""How every command line of the core starts and ends: read, answer, or say one line and leave with 2."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from civics.faults import Fault

BAD_INPUT = 2


class Misasked(Fault):
    """The command was given words it does not know, or lacks one it needs."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line, as every other fault."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line.

        Raises:
            Misasked: always.
        """
        raise Misasked(f"{message}; see {self.prog} --help.")


class Unreadable(Fault):
    """A file could not be opened or is not UTF-8 text."""


def answer(run: Callable[[Sequence[str]], int], arguments: Sequence[str] | None = None) -> int:
    """Run a command; a fault becomes one line on standard error and exit status 2."""
    try:
        return run(sys.argv[1:] if arguments is None else arguments)
    except Fault as fault:
        sys.stderr.write(f"error: {' '.join(str(fault).split())}\n")
        return BAD_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT


def read_text(path: str) -> str:
    """Read a whole file as text, a byte-order mark or not; `-` is standard input.

    Raises:
        Unreadable: there is no such file, it may not be read, or it is not UTF-8.
    """
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as closed:
        reason = closed.strerror if isinstance(closed, OSError) else "not a file name"
        raise Unreadable(f"{path} cannot be read: {reason or closed}.") from closed
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise Unreadable(f"{path} is not UTF-8 text; save it as UTF-8.", line=line) from broken
