"""How a community listens: its classes and terms, kept in each process for a minute."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.cache import caches

from linli.circle.listen.choices import Urgency
from linli.circle.listen.models import ReplyTemplate, Scheme, Term, Voice, VoiceClass
from linli.circle.listen.refusals import NoSuchPlace

_kept = caches["local"]
_SECONDS = 60
_FOLDER = Path(__file__).resolve().parent.parent

SHARPEST_FIRST = (Urgency.DANGER, Urgency.UTILITY, Urgency.ORDINARY, Urgency.HARD)


@dataclass(frozen=True, slots=True)
class Ways:
    """A community's scheme with its classes and terms, ready to use."""

    scheme: Scheme
    classes: tuple[VoiceClass, ...]
    terms: Mapping[str, Term]

    @property
    def fallback(self) -> VoiceClass:
        """The class of what nobody has sorted yet."""
        return next(one for one in self.classes if one.is_fallback)

    def class_called(self, key: str) -> VoiceClass | None:
        """Return the class with this key, or None."""
        return next((one for one in self.classes if one.key == key), None)

    def class_of(self, pk: int | None) -> VoiceClass | None:
        """Return the class with this id, or None when it is not one of this community."""
        return next((one for one in self.classes if one.pk == pk), None)


def ways(community: int) -> Ways | None:
    """Return how a community listens, or None while it has never listened."""
    found: Ways | None = _kept.get(_name(community))
    if found is None:
        found = _read(community)
        if found is not None:
            _kept.set(_name(community), found, _SECONDS)
    return found


def forget(community: int) -> None:
    """Forget in this process how a community listens, after it has changed."""
    _kept.delete(_name(community))


def of(community: int) -> Scheme:
    """Return the scheme of a community.

    Raises:
        NoSuchPlace: the community has never listened.
    """
    found = ways(community)
    if found is None:
        raise NoSuchPlace
    return found.scheme


def classes(community: int) -> tuple[VoiceClass, ...]:
    """Return the classes of a community in their order; none while it has never listened."""
    found = ways(community)
    return found.classes if found else ()


def beside(voices: Iterable[Voice], community: int) -> None:
    """Put the community's classes beside its voices, instead of joining the table of classes for each of the three."""
    known = {one.pk: one for one in classes(community)}
    for voice in voices:
        for name in ("voice_class", "first_guess", "second_guess"):
            pk = getattr(voice, f"{name}_id")
            if pk in known:
                setattr(voice, name, known[pk])


def terms(community: int) -> Mapping[str, Term]:
    """Return the terms of a community by urgency."""
    found = ways(community)
    return found.terms if found else {}


def templates(community: int, voice_class: int | None = None) -> list[ReplyTemplate]:
    """Return the reply templates of a community: those of the class first, then those for all, most used first."""
    rows = list(ReplyTemplate.objects.filter(community_id=community).order_by("-used_count", "id")[:200])
    fitting = [row for row in rows if row.voice_class_id is None or row.voice_class_id == voice_class]
    return sorted(fitting, key=lambda row: row.voice_class_id is None)


def urgency_in(words: str, usual: Urgency) -> Urgency:
    """Return the sharper of the usual urgency and what plain words of danger or of a cut supply say."""
    for urgency, signs in _signs().items():
        if any(sign in words for sign in signs):
            return min(urgency, usual, key=SHARPEST_FIRST.index)
    return usual


@cache
def _signs() -> dict[Urgency, tuple[str, ...]]:
    table: dict[str, list[str]] = tomllib.loads((_FOLDER / "urgency.toml").read_text(encoding="utf-8"))
    return {Urgency(key): tuple(signs) for key, signs in table.items()}


@cache
def usual_terms() -> dict[str, dict[str, Any]]:
    """Return the terms a community begins with, from terms.toml."""
    return tomllib.loads((_FOLDER / "terms.toml").read_text(encoding="utf-8"))


def _name(community: int) -> str:
    return f"listen:ways:{community}"


def _read(community: int) -> Ways | None:
    scheme = Scheme.objects.select_related("desk", "community").filter(community_id=community).first()
    if scheme is None:
        return None
    return Ways(
        scheme=scheme,
        classes=tuple(VoiceClass.objects.filter(scheme=scheme)),
        terms={term.urgency: term for term in Term.objects.filter(scheme=scheme)},
    )


def category_names(community: int) -> dict[str, str]:
    """Return what a community calls its classes, by their keys, for rooms that keep only the key."""
    return {one.key: str(one) for one in classes(community)}
