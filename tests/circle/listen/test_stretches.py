"""A file is indexed and grouped in stretches: topics hold together across them, and a killed worker goes on."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db.models import Count

from civics.text.tables import messages, read_lines
from linli.circle.listen.actions import bulk, imports, terms
from linli.circle.listen.choices import LIVE_TOPICS, ImportStage
from linli.circle.listen.models import TermCount, Topic, Voice, VoiceImport, VoiceTerm
from linli.circle.listen.queries import similar
from tests.circle.listen.test_imports import HEAD, brought, table
from tests.civics.text.issues import about
from tests.street import NOW, Street

LAMPS = ("路灯不亮了", "路灯一直不亮", "路灯又不亮", "路灯坏了不亮", "晚上路灯不亮", "路灯全都不亮")


class Killed(BaseException):
    """The process ends here."""


def lamps(first: int, many: int) -> bytes:
    """A file of many voices about the same lamps, each from another person."""
    return table(
        HEAD,
        [
            [
                str(n),
                f"A{n}",
                LAMPS[n % 6],
                "2019/2/28 11:25:05",
                f"槐荫里3号楼门前的{LAMPS[n % 6]}，请修",
                "0",
                "0",
            ]
            for n in range(first, first + many)
        ],
    )


def live() -> list[tuple[str, int, int]]:
    return list(Topic.objects.filter(state__in=LIVE_TOPICS).values_list("title", "voices_count", "people"))


def test_a_topic_holds_together_across_stretches(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "A_STRETCH", 3)
    brought(street, lamps(0, 12), "a.csv")

    assert [(voices, people) for _title, voices, people in live()] == [(12, 12)]
    assert Voice.objects.filter(topic__isnull=True).count() == 0


def test_a_second_file_goes_into_the_topic_of_the_first(street: Street) -> None:
    brought(street, lamps(0, 6), "a.csv")
    brought(street, lamps(6, 6), "b.csv")

    assert [(voices, people) for _title, voices, people in live()] == [(12, 12)]


@pytest.mark.parametrize("number", [10, 40])
def test_no_more_stand_beside_a_stretch_however_many_were_heard(
    street: Street, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(similar, "TOPICS_BESIDE", 2)
    monkeypatch.setattr(similar, "LONE_BESIDE", 4)
    brought(street, lamps(0, number), "a.csv")
    alone = [
        [f"x{n}", f"B{n}", "", "2019/3/1 8:00:00", chr(0x4E00 + 97 * n) * 9, "0", "0"] for n in range(number)
    ]
    batch = brought(street, table(HEAD, alone), "b.csv")

    beside = similar._beside(street.community.pk, batch.pk, 2**31)
    assert len([one for one in beside if one.topic_id]) == similar.MEMBERS_BESIDE
    assert len([one for one in beside if not one.topic_id]) == 4


def test_a_worker_killed_while_indexing_goes_on_where_it_was(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "INDEXED_AT_ONCE", 4)
    monkeypatch.setattr(terms, "A_PIECE", 7)  # several pieces, which PostgreSQL copies
    stretches, original = [], bulk.index_stretch

    def index(batch: int, size: int) -> int:
        if len(stretches) == 2:
            raise Killed
        stretches.append(original(batch, size))
        return stretches[-1]

    monkeypatch.setattr(bulk, "index_stretch", index)
    with pytest.raises(Killed):
        brought(street, lamps(0, 10), "a.csv")
    monkeypatch.setattr(bulk, "index_stretch", original)
    batch = imports.run(batch=VoiceImport.objects.get().pk, at=NOW)

    assert (stretches, batch.stage, batch.rows_new) == ([4, 4], ImportStage.DONE, 10)
    held = VoiceTerm.objects.filter(term="路灯").values_list("voice_id", flat=True)
    assert sorted(held) == sorted(Voice.objects.values_list("pk", flat=True))
    truth = VoiceTerm.objects.values("term").annotate(voices=Count("voice_id")).values_list("term", "voices")
    assert dict(TermCount.objects.values_list("term", "voices")) == dict(truth)


@pytest.mark.once
@pytest.mark.real
@pytest.mark.slow
def test_real_topics_do_not_fall_apart_in_stretches_of_a_thousand(
    street: Street, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "A_STRETCH", 1000)
    file = shared / "messages/附件3.xlsx"
    heard = messages(read_lines(str(file), needed=("id", "author", "text")))
    brought(street, file.read_bytes(), file.name)
    topics = list(Topic.objects.filter(state__in=LIVE_TOPICS).order_by("-rank", "id")[:10])
    members = [
        set(Voice.objects.filter(topic=one).values_list("outside_number", flat=True)) for one in topics
    ]

    for issue in ("tied parking", "concrete plant", "night restaurants"):
        share, rank = best({str(one) for one in about(issue, heard)}, members)
        assert (share >= 0.9, rank <= 5) == (True, True), (issue, share, rank)
    assert min(one.people for one in topics) >= 7


def best(wanted: set[str], found: Iterable[set[str]]) -> tuple[float, int]:
    """The F of the topic that matches best, and its rank from 1."""
    return max(
        (2 * len(wanted & one) / (len(wanted) + len(one)), rank) for rank, one in enumerate(found, start=1)
    )
