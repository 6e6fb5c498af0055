"""Learns classes from a community's own examples and corrections; a new model takes over only if it does not do worse.

Imported by commands alone: training needs scikit-learn, and the house starts without it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from civics.text import Classifier, starter_examples
from civics.text.scoring import Comparison, compare, held_back, score
from civics.text.training import OneClass, fit
from linli.circle.listen.actions import schemes
from linli.circle.listen.models import ClassifierModel, Correction, Example, VoiceOriginal
from linli.circle.listen.queries import guesses
from linli.circle.listen.refusals import TooFewExamples
from linli.ground.journal.actions import entries

FEWEST_HELD = 30


@transaction.atomic
def keep_examples(*, community: int, examples: Iterable[tuple[str, str]], at: datetime) -> int:
    """Keep labelled texts of a community for this training and the next; labels not known yet become classes.

    A label is a class's key or name; a text seen before gets its latest label. Return how many texts are kept in all.
    """
    pairs = [(words.strip(), label.strip()) for words, label in examples if words.strip() and label.strip()]
    schemes.adopt(community=community, at=at)
    schemes.add_classes(community=community, names=[label for _words, label in pairs], at=at)
    ways = schemes.in_force(community, at)
    by_word = {one.key: one for one in ways.classes} | {one.name: one for one in ways.classes}
    rows = [
        Example(community_id=community, voice_class=by_word[label[:60]], digest=_digest(words), words=words)
        for words, label in pairs
    ]
    Example.objects.bulk_create(
        {row.digest: row for row in rows}.values(),
        batch_size=500,
        update_conflicts=True,
        update_fields=["voice_class"],
        unique_fields=["community", "digest"],
    )
    return Example.objects.filter(community_id=community).count()


def train(*, community: int, at: datetime) -> tuple[ClassifierModel, Comparison | None]:
    """Train on all examples and corrections of a community; the new model takes over if it does not do worse.

    It is measured on texts held back, against the model in force. A beginner gives way to any that is not worse.

    Raises:
        TooFewExamples: there are not two classes to tell apart.
    """
    learn, held = held_back(_examples(community))
    version = _next_version(community)
    try:
        new = fit(learn, version=str(version))
    except OneClass as fault:
        raise TooFewExamples from fault
    standing = guesses.in_force(community)
    old = guesses.loaded(standing) if standing is not None else None
    comparison = compare(old, new, held) if old is not None and held else None
    takes_over = _takes_over(old, comparison, len(held))
    scores: dict[str, object] = {
        "held": asdict(score(new, held)) if held else {},
        "verdict": comparison.verdict if comparison else "",
    }
    return _keep(new, community, version, scores, at, in_force=takes_over), comparison


def train_starter(*, at: datetime) -> ClassifierModel:
    """Train the beginner's model of the house from made-up examples, unless the same one is in force already."""
    model = fit(starter_examples(), version="starter", beginner=True)
    same = ClassifierModel.objects.filter(community__isnull=True, digest=model.digest).first()
    if same is not None:
        return same
    return _keep(model, None, _next_version(None), {}, at, in_force=True)


def _takes_over(old: Classifier | None, comparison: Comparison | None, held: int) -> bool:
    if old is None:
        return True
    if comparison is None or held < FEWEST_HELD:
        return False
    if old.beginner:
        return comparison.new.macro_f1 >= comparison.old.macro_f1
    return comparison.takes_over


@transaction.atomic
def _keep(
    model: Classifier,
    community: int | None,
    version: int,
    scores: dict[str, object],
    at: datetime,
    *,
    in_force: bool,
) -> ClassifierModel:
    row = ClassifierModel.objects.create(
        community_id=community,
        version=version,
        body=model.dumps(),
        digest=model.digest,
        examples=model.examples,
        scores=scores,
        is_beginner=model.beginner,
        trained_at=at,
        in_force_since=at if in_force else None,
    )
    guesses.forget_in_force(community)
    entries.record("classifier.trained", by=None, thing=row, at=at, area=community, version=version)
    if in_force:
        entries.record("classifier.in_force", by=None, thing=row, at=at, area=community, version=version)
    return row


def _examples(community: int) -> list[tuple[str, str]]:
    """What the community taught: its own file, and what staff corrected; the correction goes before the file."""
    kept = Example.objects.filter(community_id=community).select_related("voice_class")
    found = {row.words: row.voice_class.key for row in kept.iterator()}
    corrected = Correction.objects.filter(voice__community_id=community).select_related("chosen")
    chosen = {row.voice_id: row.chosen.key for row in corrected.iterator()}
    originals = VoiceOriginal.objects.filter(voice__in=corrected.values("voice_id"))
    found |= {row.words.strip(): chosen[row.pk] for row in originals.iterator()}
    return list(found.items())


def _next_version(community: int | None) -> int:
    models = ClassifierModel.objects.filter(community_id=community) if community else None
    models = models if models is not None else ClassifierModel.objects.filter(community__isnull=True)
    return (models.aggregate(last=Max("version"))["last"] or 0) + 1


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
