"""Which rounds wait for whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from linli.circle.evaluate import terms
from linli.circle.evaluate.choices import Ending
from linli.circle.evaluate.models import Asking, MatterRating, Round
from linli.circle.evaluate.queries.results import decimal
from linli.circle.evaluate.refusals import MayNotAppraise, NoSuchRound, NotConcerned
from linli.circle.evaluate.rules import Owned, may_appraise, may_score
from linli.circle.listen.models import Voice
from linli.circle.matters.queries import concerned
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

NEWEST = Order("-opened_at", id_falls=True)


@dataclass(frozen=True, slots=True)
class Mine:
    """A round as one of those concerned sees it: open or not, with their own rating."""

    round: Round
    rating: MatterRating | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class StaffRound:
    """A round as staff see it: what was said in words, and whether they may score the governance need."""

    round: Round
    ratings: tuple[MatterRating, ...]
    may_score: bool


def get(pk: int) -> Round | None:
    """Return a round with its matter, or None."""
    return Round.objects.select_related("matter", "community", "owner").filter(pk=pk).first()


def waiting_for(resident: int, at: datetime, most: int = 20) -> list[Round]:
    """Return the open rounds in which a resident is asked and has not rated, the one that ends first on top
    (one query).
    """
    return _waiting_for(resident, at, most=most)


@written_once
def _waiting_for(resident: int, at: datetime, *, most: int) -> QuerySet[Round]:
    rated = MatterRating.objects.filter(round=OuterRef("pk"), resident_id=resident)
    mine = Round.objects.filter(~Exists(rated), askings__resident_id=resident, ending=Ending.OPEN)
    return mine.filter(closes_at__gt=at).select_related("matter__scope").order_by("closes_at", "pk")[:most]


def mine(actor: Actor, round_: int, at: datetime) -> Mine:
    """Return a round for somebody whom its matter concerns (three queries).

    Raises:
        NoSuchRound: there is none.
        NotConcerned: the matter does not concern the actor.
    """
    found = _found(round_)
    if actor.resident_id is None or concerned.why(found.matter_id, actor.resident_id) is None:
        raise NotConcerned
    return _of(found, actor.resident_id, at)


def for_voice(voice: Voice, at: datetime) -> Mine:
    """Return the open round of a voice's matter, for whoever holds its receipt.

    Raises:
        NoSuchRound: none is open.
    """
    found = open_for_voice(voice, at)
    if found is None or voice.author_id is None:
        raise NoSuchRound
    return _of(found, voice.author_id, at)


def open_for_voice(voice: Voice, at: datetime) -> Round | None:
    """Return the open round of the matter that a voice, or the topic it stands in, came to (one query)."""
    from_topic = Q(matter__topics__voices=voice) if voice.topic_id else Q(pk__in=())
    mine = Round.objects.filter(Q(matter_id=voice.matter_id or 0) | from_topic, ending=Ending.OPEN)
    return mine.filter(closes_at__gt=at).select_related("matter", "community").order_by("-lap", "pk").first()


def for_staff(actor: Actor, round_: int, at: datetime) -> StaffRound:
    """Return a round with its words, for staff (two queries).

    Raises:
        NoSuchRound: there is none.
        MayNotAppraise: no post of the actor calls back there.
    """
    found = _found(round_)
    if not may_appraise(actor, areas.around(found.community_id), at):
        raise MayNotAppraise
    ratings = found.ratings.order_by("-at", "-pk")[:200]
    owned = Owned(areas.around(found.scope_id).around, found.owner.resident_id)
    return StaffRound(found, tuple(ratings), may_score(actor, owned, at))


def of_community(community: int, *, is_open: bool = True, after: str = "", size: int = 20) -> Page[Round]:
    """Return the rounds of a community that are open, or those that ended, newest first (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Round.objects.filter(community_id=community).select_related("matter__scope")
    rows = rows.filter(ending=Ending.OPEN) if is_open else rows.exclude(ending=Ending.OPEN)
    return cut(rows, NEWEST, after, size, tuple)


def asked(round_: int) -> list[int]:
    """Return the residents who are asked in a round."""
    return list(Asking.objects.filter(round_id=round_).values_list("resident_id", flat=True))


def line(found: Round) -> str:
    """Return the mean below which the matter of a round is opened once more, in words."""
    in_force = terms.of_round(found.community.code, localdate(found.opened_at))
    return decimal(in_force.line.numerator, in_force.line.denominator)


def _found(round_: int) -> Round:
    found = get(round_)
    if found is None:
        raise NoSuchRound
    return found


def _of(found: Round, resident: int, at: datetime) -> Mine:
    rating = MatterRating.objects.filter(round=found, resident_id=resident).first()
    return Mine(found, rating, found.is_open(at))
