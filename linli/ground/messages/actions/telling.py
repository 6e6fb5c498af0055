"""Tells people what happened: each fact once a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from linli.ground.messages import wording
from linli.ground.messages.models import Message


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

    Raises:
        NoWords: the sentence or a reason is not declared by any room.
    """
    told, whys = wording.known()
    if news.words not in told or not whys.issuperset(to.values()):
        raise wording.NoWords(news.words, *sorted(set(to.values()) - whys))
    before = set(
        Message.objects.filter(fact=news.fact, resident_id__in=to).values_list("resident_id", flat=True)
    )
    rows = [
        Message(
            resident_id=resident,
            fact=news.fact,
            words=news.words,
            facts=dict(news.facts),
            why=why,
            link=news.link,
            matter_id=news.matter,
            at=at,
        )
        for resident, why in sorted(to.items())
        if resident not in before
    ]
    Message.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)
