"""Minutes: from the draft over signatures to everybody, and corrected beside."""

from collections.abc import Callable

import pytest

from linli.circle.deliberate.actions import agenda, meetings, minutes
from linli.circle.deliberate.models import Meeting
from linli.circle.deliberate.refusals import (
    MinutesAreSettled,
    MinutesNotSettled,
    NobodySigned,
    SignedAlready,
    WasNotThere,
)
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from linli.ground.messages.models import Message
from tests.circle.deliberate.councils import AFTER, LATER, Council
from tests.street import Street


def ended(council: Council, *there: str) -> Meeting:
    meeting, by = council.held(*there), council.street.by("chen_jianguo")
    agenda.write(
        by=by, meeting=meeting.pk, item=meeting.items.get().pk, minutes="陈：树荫重。沈：麦冬便宜。", at=LATER
    )
    return meetings.end(by=by, meeting=meeting.pk, at=AFTER)


def test_minutes_go_from_draft_over_signatures_to_everybody(
    street: Street, council: Council, delivered: Callable[[], int]
) -> None:
    meeting, by = ended(council), street.by("chen_jianguo")
    with pytest.raises(MinutesNotSettled):
        minutes.sign(by=by, meeting=meeting.pk, at=AFTER)
    settled = minutes.settle(by=by, meeting=meeting.pk, summary="商量了绿化，倾向麦冬。", at=AFTER)
    with pytest.raises(NobodySigned):
        minutes.publish(by=by, meeting=meeting.pk, at=AFTER)
    row = minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    noted = minutes.note_signature(by=by, meeting=meeting.pk, resident=street.zhou_guilan.pk, at=AFTER)
    minutes.publish(by=by, meeting=meeting.pk, at=AFTER)
    delivered()

    assert row.digest == settled.digest == noted.digest == minutes.digest(meeting, settled.summary)
    assert (row.paper_noted_by, noted.paper_noted_by) == (None, by.account_id)
    assert set(Message.objects.filter(words="minutes.settled").values_list("resident__name", "why")) == {
        ("陈建国", "present"),
        ("沈安", "present"),
        ("周桂兰", "present"),
    }
    assert Message.objects.filter(words="minutes.published").count() == 5


def test_settled_minutes_are_corrected_beside_never_over(street: Street, council: Council) -> None:
    meeting, by = ended(council), street.by("chen_jianguo")
    item = meeting.items.get()
    with pytest.raises(MinutesNotSettled):
        minutes.correct(by=by, meeting=meeting.pk, text="是吴，不是沈", at=AFTER)
    minutes.settle(by=by, meeting=meeting.pk, summary="商量了绿化。", at=AFTER)
    minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    for deed in (
        lambda: agenda.write(by=by, meeting=meeting.pk, item=item.pk, minutes="改了", at=AFTER),
        lambda: minutes.settle(by=by, meeting=meeting.pk, summary="改了", at=AFTER),
    ):
        with pytest.raises(MinutesAreSettled):
            deed()
    erratum = minutes.correct(by=by, meeting=meeting.pk, text="麦冬每平方米12元", item=item.pk, at=AFTER)

    item.refresh_from_db()
    assert (item.minutes, erratum.item) == ("陈：树荫重。沈：麦冬便宜。", item)


@pytest.mark.parametrize("who", ["he_zhiqiang", "gu_min", "tang_yuan", "nobody"])
def test_only_who_was_there_signs(street: Street, council: Council, who: str) -> None:
    meeting = ended(council)
    minutes.settle(by=street.by("chen_jianguo"), meeting=meeting.pk, summary="商量了", at=AFTER)
    with pytest.raises(WasNotThere):
        minutes.sign(by=street.by(who), meeting=meeting.pk, at=AFTER)


def test_a_name_stands_once_under_the_minutes(street: Street, council: Council) -> None:
    meeting = ended(council)
    minutes.settle(by=street.by("chen_jianguo"), meeting=meeting.pk, summary="商量了", at=AFTER)
    minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    with pytest.raises(SignedAlready):
        minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)


def test_the_trail_of_a_matter_names_what_was_done(street: Street, council: Council, green: Matter) -> None:
    meeting, by = council.held(matters=(green.pk,), items=()), street.by("chen_jianguo")
    council.resolve(meeting)
    meetings.end(by=by, meeting=meeting.pk, at=AFTER)
    minutes.settle(by=by, meeting=meeting.pk, summary="种麦冬", at=AFTER)
    minutes.sign(by=by, meeting=meeting.pk, at=AFTER)
    minutes.publish(by=by, meeting=meeting.pk, at=AFTER)

    verbs = (
        Entry.objects.filter(matter_id=green.pk, is_public=True).order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "matter.opened",
        "agendaitem.added",
        "resolution.adopted",
        "matter.deliberate",
        "minutes.published",
    ]
