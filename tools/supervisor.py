"""One process that keeps several others running: starts them, prefixes what they say, and starts the fallen again."""

import contextlib
import ctypes
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

LONGEST_WAIT = 30.0
STEADY_AFTER = 5.0
PATIENCE = 10.0
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Ask Linux to end this child when the supervisor itself is killed, so that no orphan keeps the port."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A program that should always be running, in a process group of its own."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    falls: int = 0
    unfinished: bytes = field(default=b"", repr=False)

    def start(self) -> None:
        """Start the program; its two outputs come back through one pipe."""
        self.process = subprocess.Popen(
            self.argv,
            env=dict(self.env),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 -- only prctl, through a library loaded before the fork
        )
        self.started_at = time.monotonic()

    def fell(self, now: float) -> float:
        """Note that the program ended, and return how many seconds to wait before it starts again."""
        self.falls = 1 if now - self.started_at > STEADY_AFTER else self.falls + 1
        wait = min(LONGEST_WAIT, 0.25 * (1 << min(self.falls, 10)))
        self.due_at = now + wait
        return wait

    def signal_group(self, number: signal.Signals) -> None:
        """Signal all that is left of the program: granian's workers outlive a killed granian."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Runs children until it is told to stop by SIGTERM or SIGINT."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False
        self._width = max(len(child.name) for child in children)
        self._selector = selectors.DefaultSelector()
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            os.set_blocking(end.fileno(), False)

    def run(self) -> int:
        """Keep all children running; return 0 after an orderly stop."""
        self._listen_for_signals()
        self._selector.register(self._ear, selectors.EVENT_READ, None)
        while not self.stopping:
            now = time.monotonic()
            for child in self.children:
                if child.process is None and child.due_at <= now:
                    self._start(child)
            self._wait()
            self._bury()
        self._stop()
        return 0

    def _listen_for_signals(self) -> None:
        signal.set_wakeup_fd(self._mouth.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.stopping:
            for child in self.children:
                child.signal_group(signal.SIGKILL)
        self.stopping = True

    def _start(self, child: Child) -> None:
        child.start()
        assert child.process is not None and child.process.stdout is not None
        os.set_blocking(child.process.stdout.fileno(), False)
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _wait(self) -> None:
        """Sleep until somebody speaks, a signal comes, or a fallen child is due again."""
        waits = [child.due_at - time.monotonic() for child in self.children if child.process is None]
        for key, _ in self._selector.select(max(0.0, min(waits)) if waits else None):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._ear.recv(4096)
            else:
                self._relay(key.data)

    def _relay(self, child: Child) -> None:
        """Pass on whole lines of what a child says, each with its name in front."""
        assert child.process is not None and child.process.stdout is not None
        try:
            said = os.read(child.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return
        if not said:
            self._selector.unregister(child.process.stdout)
            return
        *lines, child.unfinished = (child.unfinished + said).split(b"\n")
        for line in lines:
            self.say(f"{child.name:<{self._width}} | {line.decode(errors='replace').rstrip()}")

    def _bury(self) -> None:
        """Clear away children that ended and decide when they start again."""
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            code = child.process.returncode
            child.signal_group(signal.SIGKILL)
            self._close(child)
            if not self.stopping:
                wait = child.fell(time.monotonic())
                how = f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
                self.say(f"{child.name:<{self._width}} | ended ({how}); starting again in {wait:g} s")

    def _close(self, child: Child) -> None:
        assert child.process is not None and child.process.stdout is not None
        if child.process.stdout in self._selector.get_map():
            self._relay(child)
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.process.stdout)
        child.process.stdout.close()
        child.process, child.unfinished = None, b""

    def _stop(self) -> None:
        """Ask every child to finish, wait a little, then insist."""
        self.say("Stopping …")
        for child in self.children:
            if child.process is not None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.process is not None for child in self.children) and time.monotonic() < deadline:
            for key, _ in self._selector.select(0.1):
                if key.data is not None:
                    self._relay(key.data)
            self._bury()
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
        signal.set_wakeup_fd(-1)
        self.say("Stopped.")
