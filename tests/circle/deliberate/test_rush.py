"""A hundred presses at once: one reaction a person, one statement a key, one signature, one sign-in, one resolution."""

from datetime import timedelta

import pytest

from linli.circle.deliberate.actions import attendance, meetings, minutes, reactions, statements, talks
from linli.circle.deliberate.choices import Feeling
from linli.circle.deliberate.models import Attendance, MinutesSignature, Reaction, Resolution, Statement
from linli.circle.deliberate.refusals import SignedAlready
from tests.circle.deliberate.councils import LATER, Council, found_council, open_matter
from tests.circle.listen.conftest import Rush
from tests.street import NOW

PRESSES = 100
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def counted(rush: Rush, count: object) -> object:
    """Count where the threads wrote."""
    return rush.do(lambda _number: count(), 1)[0]  # type: ignore[operator] # a callable


def spoken(rush: Rush) -> int:
    """A statement of 沈安's, open for reactions."""
    street = rush.street
    matter = open_matter(street, "楼下种什么好")
    talks.begin(by=street.by("gu_min"), matter=matter.pk, at=NOW)
    return statements.say(by=street.by("shen_an"), matter=matter.pk, text="种麦冬", at=NOW).pk


def test_a_hundred_reactions_of_one_person_are_one(rush: Rush) -> None:
    statement = rush.do(lambda _n: spoken(rush), 1)[0]
    by = rush.street.by("tang_yuan")
    got = rush.do(
        lambda n: reactions.react(by=by, statement=statement, feeling=Feeling(n % 3 - 1), at=NOW).pk, PRESSES
    )

    assert len(set(got)) == 1
    assert counted(rush, Reaction.objects.count) == 1


def test_a_hundred_submissions_of_one_form_are_one_statement(rush: Rush) -> None:
    matter = rush.do(lambda _n: Statement.objects.get(pk=spoken(rush)).matter_id, 1)[0]
    by = rush.street.by("tang_yuan")
    got = rush.do(
        lambda _n: statements.say(by=by, matter=matter, text="铺砖", key="form", at=NOW).pk, PRESSES
    )

    assert len(set(got)) == 1
    assert counted(rush, Statement.objects.count) == 2


def council(rush: Rush) -> Council:
    return found_council(rush.street)


def test_a_hundred_sign_ins_are_one_person_in_the_room(rush: Rush) -> None:
    one = rush.do(lambda _n: council(rush), 1)[0]
    meeting = rush.do(lambda _n: one.call(), 1)[0]
    code, by = one.code(meeting), rush.street.by("shen_an")
    got = rush.do(lambda _n: attendance.sign_in(by=by, meeting=meeting.pk, code=code, at=LATER).pk, PRESSES)

    assert len(set(got)) == 1
    assert counted(rush, Attendance.objects.count) == 1


def test_a_hundred_counts_of_one_vote_are_one_resolution_and_a_hundred_names_one_signature(
    rush: Rush,
) -> None:
    one = rush.do(lambda _n: council(rush), 1)[0]
    meeting = rush.do(lambda _n: one.held(), 1)[0]
    got = rush.do(lambda _n: one.resolve(meeting, key="k").pk, PRESSES)
    assert len(set(got)) == 1
    assert counted(rush, Resolution.objects.count) == 1

    by = rush.do(lambda _n: rush.street.by("chen_jianguo"), 1)[0]
    after = LATER + timedelta(hours=2)
    rush.do(lambda _n: meetings.end(by=by, meeting=meeting.pk, at=after), 1)
    rush.do(lambda _n: minutes.settle(by=by, meeting=meeting.pk, summary="好", at=after), 1)
    signed = rush.do(lambda _n: minutes.sign(by=by, meeting=meeting.pk, at=after), PRESSES)
    assert sum(isinstance(one, SignedAlready) for one in signed) == PRESSES - 1
    assert counted(rush, MinutesSignature.objects.count) == 1
