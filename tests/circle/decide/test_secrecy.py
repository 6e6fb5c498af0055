"""Nobody who reads every table after the close learns who voted how: each way of joining roll and papers is tried."""

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, running
from linli.circle.decide.models import Ballot, CountedPaper, Paper, RollLine
from linli.ground.journal.models import Delivery, Entry
from linli.ground.messages.models import Message
from tests.circle.decide.conftest import COUNTING, VOTING, Hall, Rush

CHOICES = ("for", "against", "abstain")
VOTERS = 12


def tables() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the house but the roll and the papers themselves."""
    kept = {RollLine, Paper, CountedPaper}
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model not in kept
    }


def test_casting_a_secret_vote_writes_nothing_but_the_mark_and_the_paper(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    ballot = hall.secret()
    before = tables()

    with caplog.at_level(logging.DEBUG, logger="linli"):
        for who in ("shen_an", "ye_qing", "zhou_guilan"):
            hall.cast(ballot, who)

    assert tables() == before
    assert [record for record in caplog.records if record.name.startswith("linli")] == []


def test_neither_roll_nor_papers_have_a_time_a_sequence_or_each_others_key() -> None:
    times = (models.DateField, models.DateTimeField, models.TimeField)
    for model in (RollLine, Paper, CountedPaper):
        assert [one.name for one in model._meta.fields if isinstance(one, times)] == []
    for model in (Paper, CountedPaper):
        assert isinstance(model._meta.pk, models.UUIDField)
        assert {one.name for one in model._meta.fields} == {"id", "ballot", "choice", "seal"}
    shared = {one.name for one in RollLine._meta.fields} & {one.name for one in Paper._meta.fields}
    assert shared == {"id", "ballot"}


def cast_one_by_one(rush: Rush) -> tuple[Ballot, list[tuple[int, str, str]]]:
    """Let twelve neighbours vote in transactions of their own; return who was given which choice and seal."""
    hall = rush.hall
    voters = hall.neighbours(VOTERS)
    ballot = hall.secret(kind="choose", options=tuple(f"方案{n}" for n in range(10)))
    told = []
    for number, voter in enumerate(voters):
        code, choice = receipts.new(), chr(ord("a") + number % 10)
        casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=code, at=VOTING)
        told.append((voter.resident_id or 0, choice, receipts.seal(ballot.pk, code)))
    return ballot, told


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["close", "cancel"])
def test_after_the_close_papers_share_one_transaction_and_stand_in_the_order_of_new_random_ids(
    rush: Rush, ends: str
) -> None:
    ballot, told = cast_one_by_one(rush)
    cast_ids = set(Paper.objects.values_list("id", flat=True))
    if ends == "close":
        rush.hall.closed(ballot)
    else:
        running.cancel(by=rush.hall.staff, ballot=ballot.pk, grounds="下雨停电", at=COUNTING)

    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, seal FROM decide_countedpaper ORDER BY {place}")
        stored = [(str(pk).replace("-", ""), seal) for pk, seal in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM decide_paper")
        assert cursor.fetchone() == (0,)

    assert [pk for pk, _seal in stored] == sorted(pk for pk, _seal in stored)
    assert len(stored) == VOTERS and {seal for _pk, seal in stored} == {seal for _who, _choice, seal in told}
    assert {str(pk).replace("-", "") for pk in cast_ids}.isdisjoint({pk for pk, _seal in stored})


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_xmin_tells_votes_before_the_close_and_none_after_it(rush: Rush) -> None:
    ballot, told = cast_one_by_one(rush)
    with connection.cursor() as cursor:
        # Votes come one after the other, so the order of transactions alone tells whose paper is whose.
        cursor.execute("SELECT resident_id FROM decide_rollline WHERE submitted ORDER BY xmin::text::bigint")
        voters = [who for (who,) in cursor.fetchall()]
        cursor.execute("SELECT choice FROM decide_paper ORDER BY xmin::text::bigint")
        leaks_until_then = list(zip(voters, (choice for (choice,) in cursor.fetchall()), strict=True))
    rush.hall.closed(ballot)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM decide_countedpaper")
        assert cursor.fetchone() == (1,)
        cursor.execute(
            "SELECT count(*) FROM decide_rollline"
            " WHERE xmin::text IN (SELECT xmin::text FROM decide_countedpaper)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT DISTINCT cmin::text FROM decide_countedpaper")
        assert len(cursor.fetchall()) <= 1
    assert sorted(leaks_until_then) == sorted((who, choice) for who, choice, _seal in told)


def test_no_history_news_message_or_session_between_opening_and_close_speaks_of_a_voter(
    hall: Hall, client: Client
) -> None:
    ballot = hall.secret()
    entries, news, told = Entry.objects.count(), Delivery.objects.count(), Message.objects.count()
    code = hall.cast(ballot, "shen_an", "against")
    casting.replace(ballot=ballot.pk, choice="for", receipt=code, at=VOTING)

    assert (Entry.objects.count(), Delivery.objects.count(), Message.objects.count()) == (entries, news, told)
    assert Session.objects.count() == 0
    hall.closed(ballot)
    last = Entry.objects.order_by("-pk")[0]
    assert last.verb == "ballot.close"
    assert sorted(last.payload) == ["marked_roll", "marks", "papers", "papers_root", "roll"]
