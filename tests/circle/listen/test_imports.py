"""Files of voices come in row by row, once, with what is wrong told, and go again when they were a mistake."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from linli.circle.listen import workbooks
from linli.circle.listen.actions import exports, handling, imports, masks, replies, schemes, topics
from linli.circle.listen.choices import ImportStage, Shown, State
from linli.circle.listen.models import (
    Answer,
    MaskProposal,
    Topic,
    Voice,
    VoiceImport,
    VoiceOriginal,
    VoiceTally,
    VoiceTerm,
)
from linli.circle.listen.queries import imports as asked
from linli.circle.listen.queries import rates
from linli.circle.listen.queries.inbox import Filters
from linli.circle.listen.refusals import MayNotHandle, MayNotRead, NoSuchThing, NotReady, NotYetDone
from linli.ground.files.queries import files as stored
from linli.ground.journal.models import Delivery, Entry
from linli.ground.lib.refusal import Refusal
from linli.ground.people.sheets.tables import FileIsEmpty, NotATable
from tests.circle.listen.conftest import Say
from tests.street import HERE, NOW, Street

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
REPLIED = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
LATER = NOW + timedelta(hours=1)
Deliver = Callable[[], int]

ROWS = [
    ["188006", "A0001", "路灯不亮", "2019/2/28 11:25:05", "3号楼前的路灯不亮了", "0", "3"],
    ["188007", "A0002", "路灯一直不亮", "2019/3/1 8:00:00", "3号楼前的路灯一直不亮", "0", "0"],
    ["188008", "A0001", "油烟", "2019/3/2 9:30:00", "楼下烧烤店油烟太大，电话13812345678", "1", "0"],
]


def workbook(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    return workbooks.written("Sheet1", head, rows)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


def brought(street: Street, content: bytes, name: str = "voices.xlsx", by: str = "gu_min") -> VoiceImport:
    batch = imports.begin(
        by=street.by(by), community=street.community.pk, file_name=name, content=content, at=NOW
    )
    return imports.run(batch=batch.pk, at=NOW)


class TestReading:
    @pytest.mark.parametrize(("make", "name"), [(workbook, "a.xlsx"), (table, "a.csv")])
    def test_a_contest_table_comes_in(self, street: Street, make: Callable[..., bytes], name: str) -> None:
        batch = brought(street, make(HEAD, ROWS), name)

        assert (batch.stage, batch.rows_seen, batch.rows_new, batch.rows_wrong) == (ImportStage.DONE, 3, 3, 0)
        voice = Voice.objects.get(outside_number="188006")
        assert (voice.title, voice.likes, voice.state) == ("路灯不亮", 3, State.WAITING)
        assert voice.said_at == datetime(2019, 2, 28, 11, 25, 5, tzinfo=HERE)
        assert (voice.heard_at, voice.number[:4], voice.owner_id is not None) == (NOW, "1120", True)
        assert voice.due_at > NOW

    def test_words_are_masked_indexed_grouped_and_journalled(self, street: Street) -> None:
        brought(street, workbook(HEAD, ROWS))
        oil = Voice.objects.get(outside_number="188008")

        assert "13812345678" not in oil.text and MaskProposal.objects.filter(voice=oil).count() == 1
        assert VoiceOriginal.objects.get(voice=oil).words.endswith("电话13812345678")
        assert VoiceTerm.objects.filter(term="油烟", voice_id=oil.pk).count() == 1
        assert (Topic.objects.get().voices_count, Topic.objects.get().people) == (2, 2)
        assert Entry.objects.filter(verb="voice.imported").count() == 3

    def test_the_same_person_is_counted_once_and_cannot_be_read(self, street: Street) -> None:
        brought(street, workbook(HEAD, ROWS))
        keys = [voice.author_key for voice in Voice.objects.order_by("outside_number")]

        assert keys[0] == keys[2] != keys[1]
        assert "A0001" not in "".join(keys)

    def test_replies_come_along(self, street: Street) -> None:
        rows = [["2549", "A1", "物业", "2019/4/25 9:32:09", "物业要走", "已经调解好。", "2019/5/10 14:56:53"]]
        batch = brought(street, workbook(REPLIED, rows))
        answer = Answer.objects.get()

        assert (batch.rows_answered, answer.words) == (1, "已经调解好。")
        assert answer.at == datetime(2019, 5, 10, 14, 56, 53, tzinfo=HERE)
        assert answer.was_due_at == datetime(2019, 5, 6, 23, 59, 59, tzinfo=HERE)
        assert Voice.objects.get().state == State.ANSWERED

    def test_the_second_time_nothing_is_new(self, street: Street) -> None:
        brought(street, workbook(HEAD, ROWS))
        again = brought(street, workbook(HEAD, [*ROWS, ["188009", "A3", "", "2019/3/3", "新的一件", "", ""]]))

        assert (again.rows_new, again.rows_known, Voice.objects.count()) == (1, 3, 4)

    def test_rows_without_numbers_are_known_by_their_words(self, street: Street) -> None:
        head, rows = HEAD[1:], [row[1:] for row in ROWS]
        brought(street, workbook(head, rows))
        again = brought(street, workbook(head, rows))

        assert (again.rows_new, again.rows_known) == (0, 3)

    def test_stopped_half_way_it_goes_on_where_it_was(self, street: Street) -> None:
        content = workbook(HEAD, ROWS)
        batch = imports.begin(
            by=street.by("gu_min"),
            community=street.community.pk,
            file_name="a.xlsx",
            content=content,
            at=NOW,
        )
        from linli.circle.listen.sheets import read

        imports._write(batch, list(read("a.xlsx", content, at=NOW))[:2], NOW)
        done = imports.run(batch=batch.pk, at=NOW)

        assert (done.stage, Voice.objects.count(), done.rows_new) == (ImportStage.DONE, 3, 3)

    def test_our_own_template_can_be_read(self, street: Street) -> None:
        batch = brought(street, workbooks.template())

        assert (batch.rows_new, batch.rows_wrong) == (1, 0)
        assert Voice.objects.get().place_words == "3号楼前"

    def test_new_voices_join_topics_that_stand(self, street: Street) -> None:
        brought(street, workbook(HEAD, ROWS))
        topic = topics.accept(by=street.by("gu_min"), topic=Topic.objects.get().pk, at=LATER)
        brought(
            street, workbook(HEAD, [["9", "A9", "路灯不亮", "2019/5/1", "3号楼前的路灯还是不亮", "", ""]])
        )
        topic.refresh_from_db()

        assert (topic.voices_count, topic.people, Topic.objects.count()) == (3, 3, 1)


class TestWrongRows:
    BAD = [
        ["1", "A", "没时间", "", "内容", "", ""],
        ["2", "A", "时间乱写", "去年冬天", "内容", "", ""],
        ["3", "A", "", "2019/1/1", "", "", ""],
        ["4", "A", "未来", "2199-01-01", "内容", "", ""],
        ["5", "A", "赞", "2019/1/1", "内容", "", "很多"],
        ["6", "A", "日子", "2019/2/30", "内容", "", ""],
        ["7", "A", "好的", "2019年1月2日", "内容", "", ""],
        ["", "", "", "", "", "", ""],
    ]

    def test_good_rows_are_kept_and_wrong_ones_told_with_column_and_reason(self, street: Street) -> None:
        batch = brought(street, workbook(HEAD, self.BAD))
        errors = asked.errors(street.by("gu_min"), batch.pk, LATER)

        assert (batch.rows_new, batch.rows_wrong) == (1, 6)
        assert [(row.line, row.column) for row in errors] == [
            (2, "留言时间"),
            (3, "留言时间"),
            (4, "留言详情"),
            (5, "留言时间"),
            (6, "点赞数"),
            (7, "留言时间"),
        ]
        assert errors[1].cells[2] == "时间乱写"

    def test_a_reply_before_the_question_is_wrong(self, street: Street) -> None:
        rows = [
            ["1", "A", "", "2019/4/25", "问", "答", "2019/4/1"],
            ["2", "A", "", "2019/4/25", "问", "答", ""],
        ]
        batch = brought(street, workbook(REPLIED, rows))

        assert (batch.rows_new, batch.rows_wrong) == (0, 2)

    @pytest.mark.parametrize(
        ("name", "content", "refusal"),
        [
            ("a.xlsx", b"", FileIsEmpty),
            ("a.pdf", b"%PDF-1.4", NotATable),
        ],
    )
    def test_what_is_no_table_is_refused_at_once(
        self, street: Street, name: str, content: bytes, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            brought(street, content, name)

    @pytest.mark.parametrize(
        "content", [workbook(["a", "b"], [["1", "2"]]), workbook(HEAD, [])[:200] + b"\x00" * 900]
    )
    def test_a_file_without_a_heading_or_broken_ends_with_its_reason(
        self, street: Street, content: bytes
    ) -> None:
        try:
            batch = brought(street, content)
        except Refusal as refusal:
            assert str(refusal)
        else:
            assert batch.stage == ImportStage.FAILED and batch.trouble
        assert Voice.objects.count() == 0

    def test_the_file_itself_is_not_kept(self, street: Street, settings: object) -> None:
        batch = brought(street, workbook(HEAD, ROWS))

        assert batch.file is None

    @pytest.mark.parametrize("who", ["shen_an", "wu_dan", "zhao_qi", "nobody", "sun_yue"])
    def test_only_those_who_handle_voices_import(self, street: Street, who: str) -> None:
        with pytest.raises(MayNotHandle):
            brought(street, workbook(HEAD, ROWS), by=who)


class TestUndoing:
    def test_what_nobody_touched_goes_and_counts_follow(self, street: Street) -> None:
        batch = brought(street, workbook(HEAD, ROWS))
        kept = Voice.objects.get(outside_number="188008")
        ways = schemes.in_force(street.community.pk, NOW)
        handling.classify(by=street.by("gu_min"), voice=kept.pk, voice_class=ways.classes[0].pk, at=LATER)
        imports.undo(by=street.by("gu_min"), batch=batch.pk, at=LATER)
        done = imports.take_back(batch=batch.pk, at=LATER)

        assert (done.stage, done.rows_kept) == (ImportStage.UNDONE, 1)
        assert list(Voice.objects.all()) == [kept]
        assert Topic.objects.get().state == "undone"
        assert set(VoiceTerm.objects.values_list("voice_id", flat=True)) == {kept.pk}
        assert sum(VoiceTally.objects.values_list("heard", flat=True)) == 1

    def test_it_can_be_imported_again(self, street: Street) -> None:
        batch = brought(street, workbook(HEAD, ROWS))
        imports.undo(by=street.by("gu_min"), batch=batch.pk, at=LATER)
        imports.take_back(batch=batch.pk, at=LATER)
        again = brought(street, workbook(HEAD, ROWS))

        assert again.rows_new == 3

    @pytest.mark.parametrize("touch", ["answer", "publish", "accept"])
    def test_what_somebody_dealt_with_stays(self, street: Street, touch: str) -> None:
        by = street.by("gu_min")
        batch = brought(street, workbook(HEAD, ROWS))
        voice = Voice.objects.get(outside_number="188006")
        if touch == "answer":
            replies.answer(by=by, voice=voice.pk, words="好", at=LATER)
        elif touch == "publish":
            masks.publish(by=by, voice=voice.pk, at=LATER)
            assert Voice.objects.get(pk=voice.pk).shown == Shown.PUBLIC
        else:
            topics.accept(by=by, topic=Topic.objects.get().pk, at=LATER)
        imports.undo(by=by, batch=batch.pk, at=LATER)
        imports.take_back(batch=batch.pk, at=LATER)

        assert Voice.objects.filter(pk=voice.pk).exists()
        with pytest.raises(NotYetDone):
            imports.undo(by=by, batch=batch.pk, at=LATER)


class TestCommands:
    def test_import_and_undo_from_the_terminal(
        self, street: Street, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "voices.csv"
        path.write_bytes(table(HEAD, ROWS))
        call_command("import_voices", str(path), community="槐荫里社区")
        batch = VoiceImport.objects.get()
        call_command("undo_import", str(batch.pk))

        told = capsys.readouterr().out
        assert "3 rows read; 3 new" in told and "3 removed, 0 kept" in told

    def test_the_terminal_says_what_is_wrong(self, street: Street, tmp_path: Path) -> None:
        path = tmp_path / "voices.csv"
        path.write_bytes(table(["x"], []))
        with pytest.raises(CommandError, match="找不到表头"):
            call_command("import_voices", str(path), community="槐荫里社区")
        with pytest.raises(CommandError, match="柳浪社区"):
            call_command("import_voices", str(path))
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_voices", str(tmp_path / "none.csv"), community="槐荫里社区")

    def test_counts_that_went_wrong_are_told_and_mended(
        self, street: Street, capsys: pytest.CaptureFixture[str]
    ) -> None:
        brought(street, workbook(HEAD, ROWS))
        VoiceTally.objects.update(heard=7)
        call_command("repair_tallies")
        call_command("repair_tallies")

        told = capsys.readouterr().out
        assert "heard -4" in told and "All counts equal the rows." in told
        assert rates.of(street.community.pk, NOW.date(), NOW.date()).heard == 3


class TestExports:
    def test_a_list_is_made_by_the_worker_and_fetched_by_who_asked(
        self, street: Street, say: Say, delivered: Deliver
    ) -> None:
        say("路灯不亮"), say("=HYPERLINK(1)")
        delivered()
        by = street.by("gu_min")
        export = exports.ask(by=by, filters=Filters(street.community.pk), at=LATER)
        with pytest.raises(NotReady):
            exports.fetch(by=by, export=export.pk, at=LATER)
        exports.make(export=export.pk, at=LATER)
        file = exports.fetch(by=by, export=export.pk, at=LATER)

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(stored.content(file))).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert [row[0] for row in rows] == ["编号", "2026/1120-0001", "2026/1120-0002"]
        assert rows[2][5] == "'=HYPERLINK(1)"

    def test_rights_are_checked_again_when_it_is_fetched(self, street: Street, say: Say) -> None:
        say("路灯不亮")
        export = exports.ask(by=street.by("gu_min"), filters=Filters(street.community.pk), at=LATER)
        exports.make(export=export.pk, at=LATER)
        with pytest.raises(NoSuchThing):
            exports.fetch(by=street.by("lin_xiao"), export=export.pk, at=LATER)
        with pytest.raises(MayNotRead):
            exports.fetch(by=street.by("gu_min", is_strong=False), export=export.pk, at=LATER)

    def test_nobody_exports_what_they_may_not_read(self, street: Street) -> None:
        for who in ("shen_an", "wu_dan", "nobody"):
            with pytest.raises(MayNotRead):
                exports.ask(by=street.by(who), filters=Filters(street.community.pk), at=LATER)

    def test_words_searched_for_do_not_reach_the_outbox(self, street: Street, say: Say) -> None:
        exports.ask(by=street.by("gu_min"), filters=Filters(street.community.pk, words="张三"), at=LATER)

        assert "张三" not in str(list(Delivery.objects.values())) + str(list(Entry.objects.values()))


@pytest.mark.real
@pytest.mark.slow
def test_real_messages_come_in_with_replies_and_group(street: Street, shared: Path) -> None:
    for name, new in (("附件3.xlsx", 4326), ("附件4.xlsx", 2816)):
        batch = brought(street, (shared / "messages" / name).read_bytes(), name)
        assert (batch.rows_new, batch.rows_wrong) == (new, 0)

    assert Voice.objects.filter(state=State.ANSWERED).count() == 2816
    hottest = Topic.objects.order_by("-rank").first()
    assert hottest is not None and hottest.people > 30
