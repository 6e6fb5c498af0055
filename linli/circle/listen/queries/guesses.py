"""Which class a text may belong to, by the model in force: a suggestion, never a decision."""

from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import caches

from civics.text import Classifier
from linli.circle.listen.choices import ClassedBy
from linli.circle.listen.models import ClassifierModel, VoiceClass
from linli.circle.listen.queries.schemes import Ways

_kept = caches["local"]
_SECONDS = 60
_NOT_ASKED = -1


@dataclass(frozen=True, slots=True)
class Guess:
    """The class a voice starts with, who says so, and the two best suggestions with how far to trust them."""

    voice_class: VoiceClass
    classed_by: ClassedBy
    first: VoiceClass | None = None
    second: VoiceClass | None = None
    margin: float = 0.0
    confidence: int = 0
    second_confidence: int = 0


def in_force(community: int) -> int | None:
    """Return the id of the model in force for a community: its own, else the starter of the house, else None.

    Each process remembers it for a minute, so a new model takes over within one.
    """
    name = f"listen:model:{community}"
    found: int | None = _kept.get(name, _NOT_ASKED)
    if found == _NOT_ASKED:
        found = _read(community)
        _kept.set(name, found, _SECONDS)
    return found


def forget_in_force(community: int | None) -> None:
    """Forget in this process which model is in force, after that has changed; None for the starter of the house."""
    if community is None:
        _kept.clear()
    else:
        _kept.delete(f"listen:model:{community}")


def _read(community: int) -> int | None:
    own = ClassifierModel.objects.filter(community_id=community, in_force_since__isnull=False)
    starter = ClassifierModel.objects.filter(community__isnull=True, in_force_since__isnull=False)
    for models in (own, starter):
        found = models.order_by("-in_force_since", "-version").values_list("pk", flat=True).first()
        if found is not None:
            return found
    return None


@lru_cache(maxsize=16)
def loaded(model: int) -> Classifier:
    """Return a model ready to use; rows of models never change, so each process reads them once."""
    return Classifier.loads(bytes(ClassifierModel.objects.values_list("body", flat=True).get(pk=model)))


def guess(ways: Ways, model: int | None, words: str) -> Guess:
    """Return the class of some words: the suggested one when the model is sure, else the fallback with suggestions."""
    if model is None or not words.strip():
        return Guess(ways.fallback, ClassedBy.NOBODY)
    said = loaded(model).suggest(words)
    first, second = ways.class_called(said.first), ways.class_called(said.second)
    sure = said.sure and first is not None
    return Guess(
        voice_class=first if sure and first else ways.fallback,
        classed_by=ClassedBy.MODEL if sure else ClassedBy.NOBODY,
        first=first,
        second=second,
        margin=said.margin,
        confidence=said.confidence,
        second_confidence=said.confidence_second,
    )
