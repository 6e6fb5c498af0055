"""The inbox: who sees which voices, narrowed, sorted, searched and paged at a cost that does not grow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.listen.actions import handling, masks, replies, reports
from linli.circle.listen.choices import Audience, ClassedBy, Shown, State
from linli.circle.listen.models import MaskProposal, Voice
from linli.circle.listen.queries import inbox, overdue, topics
from linli.circle.listen.queries import voices as asked
from linli.circle.listen.queries.inbox import Filters
from linli.circle.listen.refusals import MayNotRead, UnknownSort
from linli.ground.lib.keyset import BadCursor
from tests.circle.listen.conftest import Say
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)
Deliver = Callable[[], int]


def numbers(street: Street, who: str = "gu_min", sort: str = "due", **filters: object) -> list[str]:
    page = inbox.page(
        street.by(who),
        Filters(street.community.pk, **filters),  # type: ignore[arg-type] # names of filters
        sort=sort,
        at=LATER,
    )
    return [row.voice.number[-1] for row in page.rows]


class TestWhoSees:
    @pytest.mark.parametrize("who", ["gu_min", "lin_xiao", "zhao_qi"])
    def test_those_who_read_voices_of_the_community_see_all(self, street: Street, say: Say, who: str) -> None:
        say("一"), say("二")

        assert numbers(street, who) == ["1", "2"]

    def test_a_grid_worker_sees_their_block(self, street: Street, say: Say) -> None:
        from linli.circle.listen.actions import voices
        from linli.circle.listen.actions.hearing import Said

        say("三号楼的事")
        voices.say(by=street.by("shen_an"), place=street.b2.pk, said=Said(text="二号楼的事"), at=NOW)

        assert numbers(street, "he_zhiqiang") == ["2"]

    @pytest.mark.parametrize("who", ["shen_an", "chen_jianguo", "wu_dan", "fang_ning", "sun_yue", "nobody"])
    def test_nobody_else_sees_the_inbox(self, street: Street, say: Say, who: str) -> None:
        say("一")
        with pytest.raises(MayNotRead):
            numbers(street, who)
        with pytest.raises(MayNotRead):
            inbox.head(street.by(who), street.community.pk, LATER)


class TestNarrowing:
    def test_by_state_class_owner_channel_place_and_shown(self, street: Street, say: Say) -> None:
        one, two = say("路灯不亮"), say("路滑", audience=Audience.STAFF)
        replies.answer(by=street.by("gu_min"), voice=one.pk, words="好", at=LATER)

        assert numbers(street, state=State.ANSWERED) == ["1"]
        assert numbers(street, state=State.WAITING) == ["2"]
        assert numbers(street, shown=Shown.STAFF_ONLY) == ["2"]
        assert numbers(street, classed_by=ClassedBy.NOBODY) == ["1", "2"]
        assert numbers(street, owner=two.owner_id) == ["1", "2"]
        assert numbers(street, place=street.b3.pk) == ["1", "2"]
        assert numbers(street, place=street.b2.pk) == []
        assert numbers(street, voice_class=two.voice_class_id, channel="app") == ["1", "2"]
        assert numbers(street, channel="phone") == []

    def test_overdue_and_reported(self, street: Street, say: Say) -> None:
        one, two = say("停水了"), say("路灯")
        masks.settle(by=street.by("gu_min"), voice=two.pk, cover=[], at=LATER)
        masks.publish(by=street.by("gu_min"), voice=two.pk, at=LATER)
        reports.report(by=street.by("tang_yuan"), voice=two.pk, reason="不实", at=LATER)
        page = inbox.page(
            street.by("gu_min"),
            Filters(street.community.pk, overdue=True),
            at=one.due_at + timedelta(minutes=1),
        )

        assert [row.voice.pk for row in page.rows] == [one.pk]
        assert numbers(street, reported=True) == ["2"]

    def test_sorts(self, street: Street, say: Say) -> None:
        say("路灯"), say("着火了"), say("停水了")

        assert numbers(street) == ["2", "3", "1"]
        assert numbers(street, sort="newest") == ["3", "2", "1"]
        assert numbers(street, sort="oldest") == ["1", "2", "3"]
        with pytest.raises(UnknownSort):
            numbers(street, sort="hottest")


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("路灯", ["1", "3"]),
            ("电梯", ["2"]),
            ("灯", ["1", "3"]),
            ("路灯 三号", ["3"]),
            ("路灯不亮", ["1"]),
            ("没有的词", []),
            ("1120-0002", ["2"]),
            ("LED", ["3"]),
            ("led", ["3"]),
            ("ＬＥＤ", ["3"]),
            ("LED吧", ["3"]),
            ("，", ["2"]),
            ("%", []),
        ],
    )
    def test_words_are_found_as_they_stand(
        self, street: Street, say: Say, delivered: Deliver, words: str, found: list[str]
    ) -> None:
        say("路灯不亮"), say("电梯坏了，请修"), say("三号楼的路灯换成LED吧")
        delivered()

        assert numbers(street, words=words) == found

    def test_covered_words_cannot_be_searched_for(self, street: Street, say: Say, delivered: Deliver) -> None:
        voice = say("周桂兰家楼上漏水")
        delivered()
        assert numbers(street, words="桂兰") == []
        name = MaskProposal.objects.get(voice=voice)
        masks.reject(by=street.by("gu_min"), mask=name.pk, at=LATER)
        delivered()
        assert numbers(street, words="桂兰") == ["1"]
        masks.confirm(by=street.by("gu_min"), mask=name.pk, at=LATER)
        delivered()
        assert numbers(street, words="桂兰") == []


class TestPages:
    @pytest.mark.parametrize("sort", ["due", "newest", "oldest"])
    def test_pages_together_are_the_list(self, street: Street, say: Say, sort: str) -> None:
        for n in range(7):
            say(f"第{n}件" + ("停水了" if n % 3 == 0 else ""))
        whole = numbers(street, sort=sort)
        seen, after = [], ""
        while True:
            page = inbox.page(
                street.by("gu_min"), Filters(street.community.pk), sort=sort, after=after, size=2, at=LATER
            )
            seen += [row.voice.number[-1] for row in page.rows]
            after = page.after
            if not after:
                break

        assert seen == whole and len(seen) == 7

    @pytest.mark.parametrize(
        "after", ["x", "_", "1_", "_1", "5", "1_2_3", "9" * 40, f"{10**30}_1", "nan_1", "0x1p3_1", "-5_-3"]
    )
    def test_made_up_cursors_are_refused_or_harmless(self, street: Street, say: Say, after: str) -> None:
        say("一")
        try:
            page = inbox.page(street.by("gu_min"), Filters(street.community.pk), after=after, at=LATER)
        except BadCursor as refusal:
            assert "第一页" in str(refusal)
        else:
            assert len(page.rows) <= 1


def counted(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        deed()
    return len(queries)


class TestSearchingAmongMany:
    def test_a_word_that_many_say_is_found_by_walking_the_list(
        self, street: Street, say: Say, delivered: Deliver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        say("路灯不亮"), say("电梯坏了"), say("路灯又不亮")
        delivered()

        gathered = numbers(street, words="路灯")
        monkeypatch.setattr(inbox, "FEW", 0)

        assert (gathered, numbers(street, words="路灯")) == (["1", "3"], ["1", "3"])


class TestCost:
    """The number of queries is the same for one row and for three."""

    def test_lists_and_pages(self, street: Street, say: Say, delivered: Deliver) -> None:
        by, me, at = street.by("gu_min"), street.by("shen_an"), LATER
        first = say("3号楼前的路灯不亮了")
        say("3号楼前的路灯又不亮了", by="tang_yuan")
        delivered()
        community = street.community.pk

        def measure() -> dict[str, int]:
            return {
                "inbox": counted(lambda: inbox.page(by, Filters(community), at=at)),
                "search": counted(lambda: inbox.page(by, Filters(community, words="路灯"), at=at)),
                "head": counted(lambda: inbox.head(by, community, at)),
                "mine": counted(lambda: asked.mine(me)),
                "published": counted(lambda: asked.published(community)),
                "overdue": counted(lambda: overdue.public(community, at=at)),
                "topics": counted(lambda: topics.hottest(community, at=at)),
                "for staff": counted(lambda: asked.for_staff(by, first.pk, at)),
                "for author": counted(lambda: asked.for_author(me, first.pk, at)),
            }

        measure()
        with_one = measure()
        say("3号楼前的路灯还是不亮"), say("3号楼前的路灯不亮了，看不清")
        delivered()
        for voice in Voice.objects.all():
            masks.settle(by=by, voice=voice.pk, cover=[], at=at)
            masks.publish(by=by, voice=voice.pk, at=at)
        for _ in range(2):
            until = (at + timedelta(days=2)).date()
            handling.pause(by=by, voice=first.pk, reason="等灯", until=until, at=at)
            handling.resume(by=by, voice=first.pk, at=at)
        replies.answer(by=by, voice=first.pk, words="好", at=at)

        assert measure() == with_one
        assert with_one == {
            "inbox": 1,
            "search": 2,
            "head": 1,
            "mine": 1,
            "published": 1,
            "overdue": 1,
            "topics": 2,
            "for staff": 12,
            "for author": 9,
        }
