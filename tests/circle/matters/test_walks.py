"""Whatever way matters take, counts, rows and journal agree; and two people never move one at once."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Stage, Step
from linli.circle.matters.models import Matter, StageCount, TitleTerm
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.queries import proofs
from linli.circle.matters.refusals import MovedMeanwhile, NoSuchStep
from linli.ground.journal.models import Entry
from linli.ground.lib.refusal import Refusal
from tests.circle.listen.conftest import Rush
from tests.circle.matters.conftest import LATER, open_one
from tests.street import NOW, Street

ACTORS = ("gu_min", "lin_xiao", "house", "wu_dan", "shen_an")
walks = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(list(Step)), st.sampled_from(ACTORS), st.booleans()),
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=walks)
def test_counts_rows_and_journal_agree_after_any_walk(
    street: Street, walk: list[tuple[int, Step, str, bool]]
) -> None:
    mine = [open_one(street, f"事{number}").pk for number in range(4)]
    by = {name: street.by(name) for name in ACTORS}
    for number, (which, step, who, is_full) in enumerate(walk):
        bringing = Bringing("理由", mine[which - 1], "路灯所", "7") if is_full else Bringing()
        try:
            matters.advance(
                by=by[who],
                matter=mine[which],
                step=step,
                bringing=bringing,
                at=NOW + timedelta(minutes=number),
            )
        except Refusal:
            continue
    community = street.community.pk
    rows = Counter(Matter.objects.filter(community_id=community).values_list("stage", flat=True))

    assert {stage: number for stage, number in asked.counts(community).items() if number} == dict(rows)
    assert proofs.counted_by_journal(community) == dict(rows)
    assert proofs.against_the_journal(community) == {}
    for pk in mine:
        entries = Entry.objects.filter(object_kind="matter", object_id=pk).order_by("id")
        assert entries[0].verb == "matter.opened"
        assert all(entry.is_public for entry in entries)


def repaired() -> str:
    out = io.StringIO()
    call_command("repair_matters", stdout=out)
    return out.getvalue()


def test_the_command_mends_counts_and_tells_what_the_journal_does_not_know(street: Street) -> None:
    one, two = open_one(street, "路灯"), open_one(street, "电梯")
    assert repaired() == "Counts, rows and journal agree.\n"

    StageCount.objects.filter(stage=Stage.HEARD).update(matters=7)
    TitleTerm.objects.all().delete()
    Matter.objects.filter(pk=two.pk).update(stage=Stage.DECIDED)
    assert repaired().splitlines() == [
        "槐荫里社区 decided: counted 0, there are 1; mended.",
        "槐荫里社区 heard: counted 7, there are 1; mended.",
        f"槐荫里社区 matter {two.pk}: the row says decided, the journal heard.",
        "3 differences.",
    ]
    assert asked.counts(street.community.pk)["heard"] == 1
    assert TitleTerm.objects.filter(matter=one).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_many_who_move_one_matter_at_once_move_it_once(self, rush: Rush) -> None:
        pk = rush.do(lambda _n: open_one(rush.street).pk, 1)[0]
        by = rush.street.by("gu_min")
        got = rush.do(
            lambda n: matters.advance(
                by=by,
                matter=pk,
                step=(Step.ANSWER, Step.DECLINE)[n % 2],
                bringing=Bringing(reason="好"),
                at=LATER,
            ),
            16,
        )
        after = rush.do(
            lambda _n: (
                sum(asked.counts(rush.street.community.pk).values()),
                Entry.objects.filter(object_kind="matter", object_id=pk).count(),
                proofs.against_the_journal(rush.street.community.pk),
            ),
            1,
        )[0]

        assert sum(isinstance(one, NoSuchStep) for one in got) == 15
        assert after == (1, 2, {})

    def test_who_saw_it_earlier_does_not_move_it_on(self, rush: Rush) -> None:
        matter = rush.do(lambda _n: open_one(rush.street), 1)[0]
        by, seen = rush.street.by("gu_min"), matters.seen_as(matter)
        steps = (Step.DELIBERATE, Step.DECLINE)
        got = rush.do(
            lambda n: matters.advance(
                by=by, matter=matter.pk, step=steps[n], bringing=Bringing(reason="好"), seen=seen, at=LATER
            ),
            2,
        )

        assert sum(isinstance(one, MovedMeanwhile) for one in got) == 1

    def test_a_form_sent_by_many_clicks_opens_one_matter(self, rush: Rush) -> None:
        from linli.circle.matters.actions import initiatives
        from tests.circle.matters.test_concerns import wanted

        by = rush.street.by("gu_min")
        ask = rush.do(lambda _n: wanted(rush.street), 1)[0]
        got = rush.do(lambda _n: initiatives.begin(by=by, wanted=ask, key="form", at=NOW).pk, 16)
        counted = rush.do(lambda _n: asked.counts(rush.street.community.pk)["heard"], 1)[0]

        assert (len(set(got)), counted) == (1, 1)
