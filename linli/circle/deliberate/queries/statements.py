"""Statements about a matter: the next one to react to, how many people take each how, and what is like what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from civics.text import SimilarTexts
from linli.circle.deliberate import rules
from linli.circle.deliberate.choices import Feeling, StatementState
from linli.circle.deliberate.models import Reaction, Statement, StatementReport, Talk
from linli.circle.deliberate.refusals import NotThere
from linli.circle.matters.models import Matter
from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.sealed import blind
from linli.ground.people.models import AreaWithin
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MAP_FROM = 7
"""Who reacted to so many statements stands on the opinion map, as in civics.opinion."""
LIKE_FROM = 0.35
MOST_READ = 400
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and how many people agree, disagree and pass; and how the reader takes it, if they said."""

    statement: Statement
    agree: int
    disagree: int
    passes: int
    mine: int | None = None

    @property
    def people(self) -> int:
        """How many people reacted."""
        return self.agree + self.disagree + self.passes


@dataclass(frozen=True, slots=True)
class TalkView:
    """The page of a talk: the next statement, all of them, and how far the reader and everybody have come."""

    matter: Matter
    talk: Talk | None
    is_open: bool
    may_speak: bool
    may_moderate: bool
    may_open: bool
    may_take_out: bool
    following: Said | None
    all: tuple[Said, ...]
    done: int
    left: int
    people: int
    own_held: tuple[Statement, ...]

    @property
    def until_map(self) -> int:
        """How many more reactions put the reader on the map."""
        return max(0, MAP_FROM - self.done)


def scope_of(actor: Actor, scope: int) -> rules.Scope:
    """Return a matter's scope beside where the actor lives, for the rules."""
    home = areas.around(actor.home_area_id).around if actor.home_area_id else frozenset()
    return rules.Scope(scope, home)


def get(pk: int) -> Statement | None:
    """Return a statement with its matter, or None."""
    return Statement.objects.select_related("matter").filter(pk=pk).first()


def page(actor: Actor, matter: int, at: datetime) -> TalkView:
    """Return everything the page of a talk shows.

    Raises:
        NotThere: there is no such matter.
    """
    found = Matter.objects.select_related("scope", "community", "talk").filter(pk=matter).first()
    if found is None:
        raise NotThere
    talk: Talk | None = getattr(found, "talk", None)
    mine = _mine(actor, matter)
    shown = counted(matter, mine)
    open_to_me = _open_to(actor, shown)
    around = areas.around(found.scope_id)
    return TalkView(
        matter=found,
        talk=talk,
        is_open=talk is not None and talk.is_open(at),
        may_speak=rules.may_speak(actor, scope_of(actor, found.scope_id), at),
        may_moderate=rules.may_moderate(actor, around, at),
        may_open=rules.may_open_talk(actor, around, at),
        may_take_out=rules.may_take_out(actor, around, at),
        following=min(open_to_me, key=lambda one: (one.people, one.statement.pk), default=None),
        all=tuple(shown),
        done=len(mine),
        left=len(open_to_me),
        people=_people(matter),
        own_held=_own_waiting(actor, matter),
    )


def _open_to(actor: Actor, shown: list[Said]) -> list[Said]:
    """Return the statements of others that the reader has not reacted to."""
    me = actor.resident_id or 0
    return [one for one in shown if one.mine is None and one.statement.author_id != me]


def counted(matter: int, mine: dict[int, int] | None = None) -> list[Said]:
    """Return the statements everybody may read with their counts of people, those most people reacted to first."""
    rows = Statement.objects.filter(matter_id=matter, state=StatementState.SHOWN).annotate(
        agree=Count("reactions", filter=Q(reactions__feeling=Feeling.AGREE)),
        disagree=Count("reactions", filter=Q(reactions__feeling=Feeling.DISAGREE)),
        passes=Count("reactions", filter=Q(reactions__feeling=Feeling.PASS)),
    )
    known = mine or {}
    said = [
        Said(row, row.agree, row.disagree, row.passes, known.get(row.pk))
        for row in rows.order_by("-pk")[:MOST_READ]
    ]
    return sorted(said, key=lambda one: (-one.people, one.statement.pk))


def like_this(matter: int, text: str, most: int = 3) -> list[Statement]:
    """Return statements that say nearly the same, so that one can react to them instead of saying it again."""
    rows = {
        row.pk: row
        for row in Statement.objects.filter(matter_id=matter, state=StatementState.SHOWN).order_by("-pk")[
            :MOST_READ
        ]
    }
    index = SimilarTexts()
    for pk, row in rows.items():
        index.add(pk, "", row.text)
    hits = index.query("", text, k=most)
    return [rows[int(hit.id)] for hit in hits if hit.likeness >= LIKE_FROM]


def waiting(community_ids: Iterable[int], *, after: str = "", size: int = 20) -> Page[Statement]:
    """Return a page of the statements that staff must look at: held, reported, or with an appeal; oldest first.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    inside = AreaWithin.objects.filter(outer_id__in=list(community_ids)).values("inner_id")
    reported = StatementReport.objects.filter(settled_at__isnull=True).values("statement_id")
    rows = Statement.objects.filter(
        Q(state=StatementState.HELD)
        | (Q(state=StatementState.HIDDEN) & ~Q(appeal=""))
        | Q(state=StatementState.SHOWN, pk__in=reported),
        matter__scope_id__in=inside,
    )
    return both_ways(rows.select_related("matter").prefetch_related("reports"), "id", size, list, after=after)


def votes_table(matter: int) -> list[tuple[int, str, int, int]]:
    """Return the reactions of a matter as civics.opinion reads them: milliseconds, voter, statement, vote.

    The sign is the same for one person within one matter and says nothing else about them.
    """
    rows = Reaction.objects.filter(statement__matter_id=matter).order_by("at", "id")
    return [
        (int(at.timestamp() * 1000), blind(str(resident), f"talk {matter}")[:16], statement, feeling)
        for at, resident, statement, feeling in rows.values_list(
            "at", "resident_id", "statement_id", "feeling"
        )
    ]


def comments_table(matter: int) -> list[tuple[int, int, str]]:
    """Return the statements of a matter as civics.opinion reads them: id, moderated (-1 out, 0 waits, 1 in), words."""
    moderated = {StatementState.HIDDEN: -1, StatementState.HELD: 0, StatementState.SHOWN: 1}
    rows = Statement.objects.filter(matter_id=matter).order_by("id")
    return [(row.pk, moderated[StatementState(row.state)], row.text) for row in rows]


def _mine(actor: Actor, matter: int) -> dict[int, int]:
    if actor.resident_id is None:
        return {}
    rows = Reaction.objects.filter(statement__matter_id=matter, resident_id=actor.resident_id)
    return dict(rows.values_list("statement_id", "feeling"))


def _people(matter: int) -> int:
    return Reaction.objects.filter(statement__matter_id=matter).values("resident_id").distinct().count()


def _own_waiting(actor: Actor, matter: int) -> tuple[Statement, ...]:
    if actor.resident_id is None:
        return ()
    rows = Statement.objects.filter(matter_id=matter, author_id=actor.resident_id).exclude(
        state=StatementState.SHOWN
    )
    return tuple(rows.order_by("-id")[:10])
