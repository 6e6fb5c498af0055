"""Tells people what happened: each fact once a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from linli.ground.messages import hours, wording
from linli.ground.messages.models import Message
from linli.ground.messages.queries import wishes
from linli.ground.people.models import Resident

A_STRETCH = 2000
"""Residents looked up at once: both databases take so many values in one statement."""


@dataclass(frozen=True, slots=True)
class News:
    """What is told: `fact` names what happened (the same fact is never told twice to a person), `words` the sentence
    declared in phrases.py, `facts` what fills it in (plain words and numbers), `link` where it leads.
    """

    fact: str
    words: str
    link: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    matter: int | None = None


@transaction.atomic
def tell(news: News, *, to: Mapping[int, str], at: datetime) -> int:
    """Tell a fact to residents (id → the reason why, as declared); return how many had not been told yet.

    It stands in their inbox at once; when it is carried to them depends on how they want to be told. Nothing is told
    to people whose words were erased.

    Raises:
        NoWords: the sentence or a reason is not declared by any room.
    """
    told, whys = wording.known()
    if news.words not in told or not whys.issuperset(to.values()):
        raise wording.NoWords(news.words, *sorted(set(to.values()) - whys))
    everyone = sorted(to)
    return sum(_tell(news, to, part, at) for part in _stretches(everyone))


def _tell(news: News, to: Mapping[int, str], part: Sequence[int], at: datetime) -> int:
    before = Message.objects.filter(fact=news.fact, resident_id__in=part)
    told = set(before.values_list("resident_id", flat=True))
    living = Resident.objects.filter(pk__in=part, erased_at__isnull=True).order_by("pk")
    wanted = wishes.of(part)
    rows = [
        Message(
            resident_id=resident,
            fact=news.fact,
            words=news.words,
            facts=dict(news.facts),
            why=to[resident],
            link=news.link,
            matter_id=news.matter,
            at=at,
            carry_at=hours.carry_at(wanted.get(resident, hours.USUAL), at),
        )
        for resident in living.values_list("pk", flat=True)
        if resident not in told
    ]
    Message.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _stretches(everyone: Sequence[int]) -> Iterable[Sequence[int]]:
    return (everyone[start : start + A_STRETCH] for start in range(0, len(everyone), A_STRETCH))
