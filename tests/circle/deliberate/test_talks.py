"""Statements, reactions, options and open hours."""

import csv
from collections.abc import Callable
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from civics.opinion import read_comments, read_votes
from linli.circle.deliberate.actions import hours, options, reactions, statements, talks
from linli.circle.deliberate.actions.hours import Timetable
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.choices import Feeling, Weekday
from linli.circle.deliberate.models import MatterOption, Reaction, Statement
from linli.circle.deliberate.queries import hours as timetables
from linli.circle.deliberate.queries import options as comparisons
from linli.circle.deliberate.queries import statements as questions
from linli.circle.deliberate.refusals import (
    InThePast,
    MayNotCompare,
    MayNotConvene,
    MayNotHost,
    MayNotModerate,
    NameTaken,
    NotOfThisScope,
    NotThere,
    NotYourPhoto,
    NotYours,
    PriceIsWrong,
    StatementNotShown,
    StatementStandsSo,
    TakenInAlready,
    TalkIsClosed,
    TalkIsOpen,
    TooManyWords,
    WordsMissing,
)
from linli.circle.matters.models import Concern, Matter
from linli.ground.files.actions import files
from linli.ground.journal.models import Entry
from linli.ground.messages.models import Message
from linli.ground.people.models import Post
from tests.circle.deliberate.councils import open_matter
from tests.street import NOW, Street

PLAIN = "种麦冬，便宜又耐阴"
CALL_ME = "种麦冬，找我13812345678"


def said(street: Street, matter: Matter, text: str = PLAIN, by: str = "shen_an", **rest: object) -> Statement:
    return statements.say(by=street.by(by), matter=matter.pk, text=text, at=NOW, **rest)  # type: ignore[arg-type] # a key


def react(street: Street, statement: Statement, by: str, feeling: Feeling) -> Reaction:
    return reactions.react(by=street.by(by), statement=statement.pk, feeling=feeling, at=NOW)


def test_a_statement_without_anything_personal_is_shown_at_once(street: Street, talked: Matter) -> None:
    one = said(street, talked, "  种麦冬，\n便宜又耐阴 ")

    assert (one.state, one.text, one.words) == ("shown", "种麦冬， 便宜又耐阴", "")
    assert Concern.objects.get(matter=talked).resident == street.shen_an


def test_a_statement_with_a_phone_number_is_covered_and_held(street: Street, talked: Matter) -> None:
    one = said(street, talked, CALL_ME)

    assert (one.state, one.text, one.words) == ("held", "种麦冬，找我***********", CALL_ME)
    assert questions.counted(talked.pk) == []
    statements.show(by=street.by("gu_min"), statement=one.pk, at=NOW)
    assert [row.statement.text for row in questions.counted(talked.pk)] == ["种麦冬，找我***********"]
    with pytest.raises(StatementStandsSo):
        statements.show(by=street.by("gu_min"), statement=one.pk, at=NOW)


def test_staff_may_let_the_plain_words_out(street: Street, talked: Matter) -> None:
    one = statements.show(
        by=street.by("gu_min"), statement=said(street, talked, CALL_ME).pk, is_plain=True, at=NOW
    )

    assert (one.text, one.words) == (CALL_ME, "")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("shen_an", True),
        ("tang_yuan", True),
        ("chen_jianguo", True),
        ("gao_bo", False),
        ("gu_min", True),
        ("nobody", False),
    ],
)
def test_who_lives_there_speaks(street: Street, talked: Matter, who: str, may: bool) -> None:
    if may:
        assert said(street, talked, by=who).author == street.people[who]
    else:
        with pytest.raises(NotOfThisScope):
            said(street, talked, by=who)


def test_a_matter_of_one_building_is_for_those_who_live_in_it(street: Street) -> None:
    matter = open_matter(street, "3号楼的门", "b3")
    talks.begin(by=street.by("gu_min"), matter=matter.pk, at=NOW)

    assert said(street, matter, by="chen_jianguo").state == "shown"
    with pytest.raises(NotOfThisScope) as refused:
        said(street, matter, by="shen_an")
    assert str(refused.value) == "这件事由住在3号楼的居民来议。您可以关注它，看后来怎样。"


def test_a_statement_is_short_and_says_something(street: Street, talked: Matter) -> None:
    with pytest.raises(WordsMissing):
        said(street, talked, " \n ")
    with pytest.raises(TooManyWords):
        said(street, talked, "好" * 141)
    assert said(street, talked, "好" * 140).text == "好" * 140


def test_two_presses_say_it_once(street: Street, talked: Matter) -> None:
    assert said(street, talked, key="k").pk == said(street, talked, key="k").pk


def test_a_reaction_may_be_changed_until_the_talk_is_closed(street: Street, talked: Matter) -> None:
    one = said(street, talked)
    first = react(street, one, "chen_jianguo", Feeling.DISAGREE)
    assert react(street, one, "chen_jianguo", Feeling.AGREE).pk == first.pk
    react(street, one, "tang_yuan", Feeling.PASS)

    row = questions.counted(talked.pk)[0]
    assert (row.agree, row.disagree, row.passes, row.people) == (1, 0, 1, 2)
    talks.close(by=street.by("gu_min"), matter=talked.pk, at=NOW)
    with pytest.raises(TalkIsClosed):
        react(street, one, "chen_jianguo", Feeling.PASS)
    with pytest.raises(TalkIsClosed):
        said(street, talked)


def test_a_talk_ends_by_itself_at_its_moment(street: Street, green: Matter) -> None:
    ends = NOW + timedelta(hours=1)
    talk = talks.begin(by=street.by("gu_min"), matter=green.pk, closes_at=ends, at=NOW)

    assert talk.is_open(ends - timedelta(seconds=1)) and not talk.is_open(ends)


def test_a_talk_is_opened_by_who_may_and_once(street: Street, green: Matter) -> None:
    for who in ("shen_an", "wu_dan", "sun_yue", "nobody"):
        with pytest.raises(MayNotConvene):
            talks.begin(by=street.by(who), matter=green.pk, at=NOW)
    with pytest.raises(InThePast):
        talks.begin(by=street.by("gu_min"), matter=green.pk, closes_at=NOW, at=NOW)
    talks.begin(by=street.by("gu_min"), matter=green.pk, at=NOW)
    with pytest.raises(TalkIsOpen):
        talks.begin(by=street.by("gu_min"), matter=green.pk, at=NOW)
    with pytest.raises(NotThere):
        talks.begin(by=street.by("gu_min"), matter=10**9, at=NOW)


def test_reactions_stand_in_no_journal(street: Street, talked: Matter) -> None:
    before = Entry.objects.count()
    one = said(street, talked)
    react(street, one, "chen_jianguo", Feeling.AGREE)

    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)[before:]) == ["statement.said"]


def test_three_reports_hold_a_statement_until_staff_have_looked(street: Street, talked: Matter) -> None:
    one = said(street, talked)
    for who in ("chen_jianguo", "tang_yuan", "chen_jianguo"):
        statements.report(by=street.by(who), statement=one.pk, reason="不好听", at=NOW)
    one.refresh_from_db()
    assert one.state == "shown" and [row.pk for row in questions.waiting([street.community.pk]).rows] == [
        one.pk
    ]

    statements.report(by=street.by("he_zhiqiang"), statement=one.pk, reason="不好听", at=NOW)
    one.refresh_from_db()
    assert one.state == "held"
    with pytest.raises(StatementNotShown):
        react(street, one, "chen_jianguo", Feeling.AGREE)
    statements.show(by=street.by("gu_min"), statement=one.pk, at=NOW)
    assert list(questions.waiting([street.community.pk]).rows) == []


def test_a_hidden_statement_says_why_and_its_author_may_appeal_once(
    street: Street, talked: Matter, delivered: Callable[[], int]
) -> None:
    one = said(street, talked)
    with pytest.raises(WordsMissing):
        statements.hide(by=street.by("gu_min"), statement=one.pk, reason="", at=NOW)
    statements.hide(by=street.by("gu_min"), statement=one.pk, reason="说的是别人家的事", at=NOW)
    delivered()
    assert Message.objects.get(words="statement.hidden").resident == street.shen_an
    with pytest.raises(NotYours):
        statements.appeal(by=street.by("tang_yuan"), statement=one.pk, text="不对", at=NOW)
    statements.appeal(by=street.by("shen_an"), statement=one.pk, text="没说别人", at=NOW)
    with pytest.raises(StatementStandsSo):
        statements.appeal(by=street.by("shen_an"), statement=one.pk, text="再来", at=NOW)
    assert [row.appeal for row in questions.waiting([street.community.pk]).rows] == ["没说别人"]


@pytest.mark.parametrize("who", ["shen_an", "chen_jianguo", "wu_dan", "sun_yue", "nobody"])
def test_only_staff_moderate(street: Street, talked: Matter, who: str) -> None:
    one = said(street, talked)
    with pytest.raises(MayNotModerate):
        statements.hide(by=street.by(who), statement=one.pk, reason="不喜欢", at=NOW)


def test_nearly_the_same_is_offered_before_it_is_said_again(street: Street, talked: Matter) -> None:
    one = said(street, talked, "车棚边上种麦冬，便宜又耐阴")
    said(street, talked, "别种树，挡光")

    assert questions.like_this(talked.pk, "车棚边上种麦冬吧，便宜耐阴") == [one]
    assert questions.like_this(talked.pk, "路灯几时修好") == []


def test_the_next_statement_is_one_nobody_heard_and_never_ones_own(street: Street, talked: Matter) -> None:
    own = said(street, talked, "我说的", by="tang_yuan")
    heard, fresh = said(street, talked, "听过的"), said(street, talked, "没听过的", key="b")
    react(street, heard, "chen_jianguo", Feeling.AGREE)
    view = questions.page(street.by("tang_yuan"), talked.pk, NOW)

    assert view.following is not None and view.following.statement == fresh
    assert (view.left, view.done, view.until_map, view.people) == (2, 0, 7, 1)
    assert own.pk != view.following.statement.pk


@pytest.mark.practice("D8")
def test_votes_come_out_as_the_opinion_map_reads_them(street: Street, talked: Matter, tmp_path: Path) -> None:
    one, other = said(street, talked, "种麦冬"), said(street, talked, "铺砖", key="b")
    for who, feeling in (("chen_jianguo", 1), ("tang_yuan", -1)):
        react(street, one, who, Feeling(feeling))
    react(street, other, "tang_yuan", Feeling.PASS)
    statements.hide(by=street.by("gu_min"), statement=other.pk, reason="重复", at=NOW)

    votes, comments = tmp_path / "votes.csv", tmp_path / "comments.csv"
    with votes.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["timestamp", "voter-id", "comment-id", "vote"])
        writer.writerows(questions.votes_table(talked.pk))
    with comments.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["comment-id", "moderated", "comment-body"])
        writer.writerows(questions.comments_table(talked.pk))

    read = read_votes(votes)
    assert (len(read.participants), set(read.statements)) == (2, {str(one.pk), str(other.pk)})
    assert read_comments(comments).moderation.out == {str(other.pk)}
    assert str(street.tang_yuan.pk) not in {
        voter for _at, voter, _one, _vote in questions.votes_table(talked.pk)
    }


# Options


@pytest.mark.practice("D13")
def test_options_are_compared_attribute_by_attribute(
    street: Street, green: Matter, django_assert_num_queries: Callable[[int], object]
) -> None:
    by = street.by("gu_min")
    options.add(
        by=by, matter=green.pk, sketch=Sketch("麦冬", 1280000, traits={"耐阴": "很好", "养护": "少"}), at=NOW
    )
    options.add(by=by, matter=green.pk, sketch=Sketch("草皮", 980000, traits={"养护": "每周浇水"}), at=NOW)
    options.add(by=by, matter=green.pk, sketch=Sketch("铺砖"), at=NOW)

    street.by("shen_an")
    comparisons.compared(street.by("shen_an"), green.pk, NOW)
    actor = street.by("shen_an")
    with django_assert_num_queries(3):  # type: ignore[attr-defined] # a context
        view = comparisons.compared(actor, green.pk, NOW)
    assert view.rows == (("耐阴", ("很好", "", "")), ("养护", ("少", "每周浇水", "")))
    assert ([one.name for one in view.options], view.cheapest, view.may_compare) == (
        ["麦冬", "草皮", "铺砖"],
        980000,
        False,
    )


def test_an_option_is_changed_withdrawn_and_named_once(street: Street, green: Matter) -> None:
    by = street.by("gu_min")
    one = options.add(by=by, matter=green.pk, sketch=Sketch("麦冬", traits={"耐阴": "好"}), at=NOW)
    with pytest.raises(NameTaken):
        options.add(by=by, matter=green.pk, sketch=Sketch(" 麦冬 "), at=NOW)
    options.change(by=by, option=one.pk, sketch=Sketch("金边麦冬", 5, traits={"养护": "少"}), at=NOW)
    with pytest.raises(WordsMissing):
        options.withdraw(by=by, option=one.pk, reason="", at=NOW)
    options.withdraw(by=by, option=one.pk, reason="买不到", at=NOW)

    view = comparisons.compared(by, green.pk, NOW)
    assert (view.options, [row.name for row in view.withdrawn]) == ((), ["金边麦冬"])
    assert [str(trait) for trait in view.withdrawn[0].traits.all()] == ["养护: 少"]


@pytest.mark.parametrize(("price", "refusal"), [(-1, PriceIsWrong), (10**14, PriceIsWrong)])
def test_a_price_is_an_amount(street: Street, green: Matter, price: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        options.add(by=street.by("gu_min"), matter=green.pk, sketch=Sketch("麦冬", price), at=NOW)
    assert MatterOption.objects.count() == 0


def test_a_photo_of_another_is_not_used(street: Street, green: Matter) -> None:
    body = BytesIO()
    Image.new("RGB", (40, 30), "green").save(body, "JPEG")
    other = street.by("chen_jianguo").account_id
    photo = files.take_photo(
        content=body.getvalue(), keeper="deliberate", area=street.community.pk, by=other, at=NOW
    )
    with pytest.raises(NotYourPhoto):
        options.add(by=street.by("gu_min"), matter=green.pk, sketch=Sketch("麦冬", photo=photo.pk), at=NOW)


@pytest.mark.parametrize("who", ["shen_an", "wu_dan", "sun_yue", "gao_bo", "nobody"])
def test_options_are_written_down_by_conveners_and_staff(street: Street, green: Matter, who: str) -> None:
    with pytest.raises(MayNotCompare):
        options.add(by=street.by(who), matter=green.pk, sketch=Sketch("麦冬"), at=NOW)


# Open hours

TUESDAY = Timetable(Weekday.TUESDAY, time(9), time(11), "党群服务站")


def host(street: Street) -> int:
    return Post.objects.get(resident=street.gu_min).pk


@pytest.mark.practice("P9")
@pytest.mark.practice("C12")
def test_what_is_said_at_open_hours_becomes_a_voice_once(street: Street) -> None:
    by = street.by("gu_min")
    open_hours = hours.set_up(by=by, area=street.community, host=host(street), timetable=TUESDAY, at=NOW)
    note = hours.note(
        by=by,
        hours=open_hours.pk,
        on=date(2026, 11, 20),
        text="楼下灯不亮",
        speaker=street.zhou_guilan.pk,
        key="k",
        at=NOW,
    )
    again = hours.note(by=by, hours=open_hours.pk, on=date(2026, 11, 20), text="楼下灯不亮", key="k", at=NOW)
    voice = hours.take_in(by=by, note=note.pk, place=street.b3.pk, at=NOW)

    assert (again.pk, voice.channel, voice.author, voice.place_words) == (
        note.pk,
        "meeting",
        street.zhou_guilan,
        "党群服务站",
    )
    with pytest.raises(TakenInAlready):
        hours.take_in(by=by, note=note.pk, place=street.b3.pk, at=NOW)
    assert [row.voice for row in timetables.notes(open_hours.pk).rows] == [voice]


def test_open_hours_have_a_host_a_length_and_an_end(street: Street) -> None:
    by = street.by("gu_min")
    backwards = Timetable(Weekday.TUESDAY, time(11), time(9), "站里")
    with pytest.raises(InThePast):
        hours.set_up(by=by, area=street.community, host=host(street), timetable=backwards, at=NOW)
    far = Post.objects.get(resident=street.sun_yue).pk
    with pytest.raises(NotThere):
        hours.set_up(by=by, area=street.community, host=far, timetable=TUESDAY, at=NOW)
    one = hours.set_up(by=by, area=street.community, host=host(street), timetable=TUESDAY, at=NOW)
    with pytest.raises(InThePast):
        hours.note(by=by, hours=one.pk, on=date(2026, 11, 21), text="明天的", at=NOW)
    hours.end(by=by, hours=one.pk, at=NOW)

    assert timetables.timetable(street.community.pk, date(2026, 11, 20)) == [one]
    assert timetables.timetable(street.community.pk, date(2026, 11, 21)) == []


@pytest.mark.parametrize("who", ["shen_an", "chen_jianguo", "wu_dan", "sun_yue", "nobody"])
def test_only_staff_keep_open_hours(street: Street, who: str) -> None:
    with pytest.raises(MayNotHost):
        hours.set_up(by=street.by(who), area=street.community, host=host(street), timetable=TUESDAY, at=NOW)
