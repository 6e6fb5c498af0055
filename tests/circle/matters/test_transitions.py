"""The one table of legal steps, tried with every pair of stage and step."""

from datetime import timedelta
from itertools import product

import pytest

from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import TRANSITIONS, Need, Stage, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.phrases import SENTENCES
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.refusals import (
    JoinsInARing,
    MayNotMove,
    NeedIsMissing,
    NoSuchMatter,
    NoSuchStep,
    ReopenedAlready,
)
from linli.ground.journal.models import Entry
from linli.ground.people.models import Post
from tests.street import NOW, Street

LATER = NOW + timedelta(days=1)


@pytest.fixture
def matter(street: Street) -> Matter:
    return opened(street, "路灯")


def opened(street: Street, title: str) -> Matter:
    opening = Opening(
        scope=street.b3,
        community=street.community,
        title=title,
        owner=Post.objects.held(NOW).get(kind="community_staff"),
        due_at=LATER,
    )
    return matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW)


def everything(other: Matter) -> Bringing:
    return Bringing(reason="讲清楚", other_matter=other.pk, other_body="路灯所", other_number="LD-7")


@pytest.mark.parametrize(("stage", "step"), list(product(Stage, Step)))
def test_every_pair_moves_as_the_table_says_or_is_refused(
    street: Street, matter: Matter, stage: Stage, step: Step
) -> None:
    other = opened(street, "另一件")
    at_start = {"joined_to": other} if stage == Stage.JOINED else {}
    Matter.objects.filter(pk=matter.pk).update(
        stage=stage, reason="理由", other_body="所", other_number="1", **at_start
    )
    move = TRANSITIONS.get((stage, step))
    if move is None:
        with pytest.raises(NoSuchStep):
            matters.advance(
                by=street.by("gu_min"), matter=matter.pk, step=step, bringing=everything(other), at=LATER
            )
        assert Matter.objects.get(pk=matter.pk).stage == stage
    else:
        moved = matters.advance(
            by=street.by("gu_min"), matter=matter.pk, step=step, bringing=everything(other), at=LATER
        )
        assert (moved.stage, moved.moved_at) == (move.to, LATER)
        assert Entry.objects.filter(verb=f"matter.{step.value}", matter_id=matter.pk).count() == 1


NEEDED = [
    (Stage.HEARD, Step.DECLINE, Bringing()),
    (Stage.HEARD, Step.ANSWER, Bringing(reason=" ")),
    (Stage.HEARD, Step.PASS_ON, Bringing(other_body="路灯所")),
    (Stage.HEARD, Step.PASS_ON, Bringing(other_number="7")),
    (Stage.HEARD, Step.JOIN, Bringing()),
    (Stage.DELIBERATED, Step.DECLINE, Bringing()),
]


@pytest.mark.parametrize(("stage", "step", "bringing"), NEEDED)
def test_a_step_brings_what_it_needs(
    street: Street, matter: Matter, stage: Stage, step: Step, bringing: Bringing
) -> None:
    Matter.objects.filter(pk=matter.pk).update(stage=stage)
    with pytest.raises(NeedIsMissing):
        matters.advance(by=street.by("gu_min"), matter=matter.pk, step=step, bringing=bringing, at=LATER)


def test_a_matter_opens_again_once(street: Street, matter: Matter) -> None:
    by, why = street.by("gu_min"), Bringing(reason="没修好")
    for step in (Step.ANSWER, Step.REOPEN, Step.ANSWER):
        found = matters.advance(by=by, matter=matter.pk, step=step, bringing=why, at=LATER)
    assert found.lap == 2
    with pytest.raises(ReopenedAlready):
        matters.advance(by=by, matter=matter.pk, step=Step.REOPEN, bringing=why, at=LATER)


def test_a_matter_is_joined_to_another_of_its_community(street: Street, matter: Matter) -> None:
    by = street.by("gu_min")
    with pytest.raises(NeedIsMissing):
        matters.advance(
            by=by, matter=matter.pk, step=Step.JOIN, bringing=Bringing(other_matter=matter.pk), at=LATER
        )
    with pytest.raises(NoSuchMatter):
        matters.advance(
            by=by, matter=matter.pk, step=Step.JOIN, bringing=Bringing(other_matter=10**9), at=LATER
        )


def test_matters_are_never_joined_in_a_ring(street: Street, matter: Matter) -> None:
    by, second, third = street.by("gu_min"), opened(street, "第二件"), opened(street, "第三件")
    for one, other in ((matter, second), (second, third)):
        bringing = Bringing(other_matter=other.pk)
        matters.advance(by=by, matter=one.pk, step=Step.JOIN, bringing=bringing, at=LATER)
    with pytest.raises(JoinsInARing):
        matters.advance(
            by=by, matter=third.pk, step=Step.JOIN, bringing=Bringing(other_matter=matter.pk), at=LATER
        )
    assert Matter.objects.get(pk=matter.pk).joined_to == second


@pytest.mark.parametrize(
    ("who", "may"),
    [("gu_min", True), ("lin_xiao", True), ("house", True), ("wu_dan", False), ("he_zhiqiang", False),
     ("zhao_qi", False), ("shen_an", False), ("nobody", False)],
)  # fmt: skip
def test_who_may_move_a_matter(street: Street, matter: Matter, who: str, may: bool) -> None:
    if may:
        assert matters.advance(by=street.by(who), matter=matter.pk, step=Step.DELIBERATE, at=LATER)
    else:
        with pytest.raises(MayNotMove):
            matters.advance(by=street.by(who), matter=matter.pk, step=Step.DELIBERATE, at=LATER)


def test_every_step_has_its_sentence() -> None:
    assert {f"matter.{step.value}" for step in Step} | {"matter.opened"} <= set(SENTENCES)


def test_every_stage_can_be_reached_and_only_final_ones_have_no_way_on() -> None:
    reached = {Stage.HEARD} | {move.to for move in TRANSITIONS.values()}
    ends = {stage for stage in Stage if all(at != stage for at, _step in TRANSITIONS)}

    assert reached == set(Stage)
    assert ends == {Stage.JOINED}
    assert all(
        Need.FIRST_LAP in move.needs for (_at, step), move in TRANSITIONS.items() if step == Step.REOPEN
    )


def test_lists_show_what_is_due_first(street: Street, matter: Matter) -> None:
    sooner = opened(street, "更急的")
    Matter.objects.filter(pk=sooner.pk).update(due_at=NOW)

    assert asked.at_stage(street.community.pk, Stage.HEARD) == [sooner, matter]
    assert asked.get(matter.pk) == matter
