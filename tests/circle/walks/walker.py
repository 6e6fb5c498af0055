"""Walks: one deed after another by whoever comes along, time moving on, news delivered and proven at once."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models.signals import post_save

from linli.circle.disclose.choices import Item
from linli.circle.disclose.money import Line
from linli.circle.matters.models import Matter
from linli.ground.lib.refusal import Refusal
from linli.ground.people.models import Post
from linli.ground.people.rules import Actor
from tests.circle.walks.books import Concerned
from tests.circle.walks.stage import NEIGHBOURS, Stage
from tests.street import NOW

NOWHERE = 10**9
"""An id that nothing has."""


@dataclass
class Life:
    """What the walk remembers of one matter: its theme, how it begins and ends, and what belongs to it."""

    theme: str
    origin: str
    wish: str
    left: int
    matter: int = 0
    stage: str = ""
    lap: int = 1
    voices: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    options: list[int] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    ballots: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Cast:
    """One secret vote as its voter remembers it: who, what, and with which receipt."""

    line: int
    choice: str
    receipt: str
    seal: str


@dataclass
class Walker:
    """Who walks: the stage, the dice, the moment; and all that is remembered to prove the end."""

    stage: Stage
    seed: int
    at: datetime = NOW
    lives: list[Life] = field(default_factory=list)
    books: Concerned = field(default_factory=Concerned)
    refused: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=12))
    told: dict[str, set[int]] = field(default_factory=dict)
    secrets: dict[int, dict[int, Cast]] = field(default_factory=dict)
    named: dict[int, dict[int, str]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    sheets: dict[int, dict[Item, Line]] = field(default_factory=dict)
    matters: int = 0
    heard_upto: int = 0

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.trace = hashlib.sha256()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count the matters that are opened, and forget who may do what when somebody takes or leaves a post."""
        post_save.connect(self._opened, sender=Matter)
        post_save.connect(self._reseated, sender=Post)
        try:
            yield
        finally:
            post_save.disconnect(self._opened, sender=Matter)
            post_save.disconnect(self._reseated, sender=Post)

    def _opened(self, *, created: bool, **_more: object) -> None:
        self.matters += created

    def _reseated(self, **_more: object) -> None:
        self.stage.actors.clear()

    def now(self) -> datetime:
        """The moment, for the clock of the house."""
        return self.at

    def do(self, deed: Callable[..., Any], **arguments: Any) -> Any:
        """Do a deed; return what it gave (True for nothing), or None when it was refused; all else is a failure."""
        name = f"{deed.__module__.removeprefix('linli.')}.{deed.__name__}"
        self.last.append(f"{name} {arguments} at {self.at}")
        try:
            made = deed(**arguments)
        except Refusal as refusal:
            assert str(refusal), f"{type(refusal).__name__} has no words"
            self.refused[type(refusal).__name__] += 1
            self.last[-1] += f" → {type(refusal).__name__}"
            self.trace.update(f"{name} {type(refusal).__name__} {self.at}\n".encode())
            return None
        self.done[name] += 1
        self.trace.update(f"{name} {self.at}\n".encode())
        return True if made is None else made

    def must(self, deed: Callable[..., Any], **arguments: Any) -> Any:
        """Do a deed of a play, which nothing stands in the way of; return what it gave."""
        made = self.do(deed, **arguments)
        assert made is not None, f"refused in a play: {self.last[-1]}"
        return made

    def by(self, *likely: str) -> Actor:
        """Return who acts: mostly one of these, now and then whoever comes along, or without a second factor."""
        names = likely if likely and self.chance(0.93) else self.stage.everyone
        return self.stage.by(self.rng.choice(names), self.at, is_strong=self.chance(0.97))

    def chance(self, share: float) -> bool:
        """Throw the dice."""
        return self.rng.random() < share

    def one_of(self, ids: Sequence[int]) -> int:
        """Return one of some ids, the newest most often; now and then one that nothing has."""
        if not ids or self.chance(0.02):
            return NOWHERE
        return ids[-1] if self.chance(0.6) else self.rng.choice(ids)

    def words(self, usual: str) -> str:
        """Return words, now and then blank ones."""
        return usual if self.chance(0.975) else self.rng.choice(("", "  ", "\n"))

    def neighbour(self) -> str:
        """Return the name of one of the neighbours."""
        return self.rng.choice(NEIGHBOURS)

    def pk(self, name: str) -> int:
        """Return the id of somebody."""
        return int(self.stage.people[name].pk)

    def wait(self) -> None:
        """Let time move on: mostly minutes, at times hours, seldom days or weeks."""
        dice = self.rng.random()
        if dice < 0.8:
            self.at += timedelta(minutes=self.rng.randint(1, 30))
        elif dice < 0.985:
            self.at += timedelta(hours=self.rng.randint(1, 8))
        elif dice < 0.999:
            self.at += timedelta(days=self.rng.randint(1, 6))
        else:
            self.at += timedelta(weeks=self.rng.randint(1, 3))

    def wait_until(self, moment: datetime) -> None:
        """Let time move on to a moment, if it is not too far."""
        if self.at < moment < self.at + timedelta(days=9) and self.chance(0.8):
            self.at = moment + timedelta(minutes=self.rng.randint(0, 30))

    def look(self, life: Life) -> None:
        """Read where the matter of a life stands."""
        row = Matter.objects.filter(pk=life.matter).values_list("stage", "lap").first()
        life.stage, life.lap = row or ("", 1)

    def where(self) -> str:
        """Say where the walk was, so that it can be walked again."""
        steps = "\n  ".join(self.last)
        return f"WALKS_SEED={self.seed}, {sum(self.done.values())} deeds in; the last ones:\n  {steps}"
