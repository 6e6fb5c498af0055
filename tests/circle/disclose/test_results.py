"""The result of a matter and the answer to a rumour: written, signed, posted; and the matter takes its step."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.circle.disclose.actions import clarifications, results
from linli.circle.disclose.actions.clarifications import Said
from linli.circle.disclose.actions.results import Result
from linli.circle.disclose.models import Clarification
from linli.circle.disclose.queries import rumours
from linli.circle.disclose.refusals import BadAmount, MayNotDisclose, NotAtAnEnd, WordsMissing
from linli.circle.listen.actions import masks, voices
from linli.circle.listen.actions.hearing import Said as Asked
from linli.circle.listen.choices import Audience
from linli.circle.listen.models import Voice
from linli.circle.listen.refusals import NoSuchVoice
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Stage, Step, Why
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.commons.notices.actions import approvals, drafts, follows
from linli.commons.notices.queries import notices
from linli.ground.messages.models import Message
from linli.ground.people.models import Post
from tests.circle.disclose.conftest import Hang
from tests.commons.notices.conftest import on_board
from tests.street import NOW, Street

DONE = Result(decided="换成感应灯", done="换好三盏", cost=60_000)


@pytest.fixture
def matter(street: Street) -> Matter:
    """A matter that is done."""
    opening = Opening(
        scope=street.b3,
        community=street.community,
        title="楼道灯坏了",
        owner=Post.objects.held(NOW).get(kind="community_staff"),
        due_at=NOW + timedelta(days=7),
    )
    made = matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW)
    return step(street, made, Step.DELIVER)


def step(street: Street, found: Matter, taken: Step) -> Matter:
    return matters.advance(
        by=street.by("gu_min"), matter=found.pk, step=taken, bringing=Bringing(reason="职权内"), at=NOW
    )


def stage(found: Matter) -> str:
    return str(Matter.objects.get(pk=found.pk).stage)


@pytest.mark.practice("C1")
def test_a_matter_is_made_known_when_its_result_hangs(street: Street, matter: Matter, hang: Hang) -> None:
    notice = results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW)
    assert results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW).pk == notice.pk
    assert stage(matter) == Stage.DELIVERED
    hang(notice.pk)

    assert stage(matter) == Stage.DISCLOSED
    assert notice.body.splitlines() == ["定了什么：换成感应灯", "办成了什么样：换好三盏", "花了多少：600元"]
    assert [one.pk for one in notices.of_matter(matter.pk)] == [notice.pk]


def test_a_matter_rejected_by_vote_is_made_known_with_its_reason(
    street: Street, matter: Matter, hang: Hang
) -> None:
    Matter.objects.filter(pk=matter.pk).update(stage=Stage.DECIDED)
    with pytest.raises(WordsMissing):
        results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW)
    rejected = Result(decided="没有通过", reason="来的人没到三分之二")
    hang(results.draft(by=street.by("gu_min"), matter=matter.pk, result=rejected, at=NOW).pk)

    found = Matter.objects.get(pk=matter.pk)
    assert (found.stage, found.reason) == (Stage.DISCLOSED, "来的人没到三分之二")


def test_posted_anew_a_result_leaves_the_matter_where_it_is(
    street: Street, matter: Matter, hang: Hang
) -> None:
    notice = results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW)
    hang(notice.pk)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="错字", at=NOW)
    hang(drafts.again(by=street.by("gu_min"), notice=notice.pk, at=NOW).pk)

    assert stage(matter) == Stage.DISCLOSED


def test_what_is_not_at_an_end_has_no_result(street: Street, matter: Matter) -> None:
    for wrong in (Stage.HEARD, Stage.DELIBERATED, Stage.DISCLOSED, Stage.EVALUATED, Stage.ANSWERED):
        Matter.objects.filter(pk=matter.pk).update(stage=wrong)
        with pytest.raises(NotAtAnEnd):
            results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW)
    with pytest.raises(NoSuchMatter):
        results.draft(by=street.by("gu_min"), matter=10**9, result=DONE, at=NOW)


@pytest.mark.parametrize(
    ("result", "refusal"),
    [
        (Result(decided=" ", done="好"), WordsMissing),
        (Result(decided="换", done=" "), WordsMissing),
        (Result(decided="换", done="好", cost=-1), BadAmount),
        (Result(decided="换", done="好", cost=10**13), BadAmount),
    ],
)
def test_a_result_says_what_was_decided_done_and_spent(
    street: Street, matter: Matter, result: Result, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        results.draft(by=street.by("gu_min"), matter=matter.pk, result=result, at=NOW)


@pytest.mark.parametrize("who", ["wu_dan", "shen_an", "he_zhiqiang", "sun_yue", "nobody"])
def test_who_does_not_post_there_makes_no_result_known(street: Street, matter: Matter, who: str) -> None:
    with pytest.raises(MayNotDisclose):
        results.draft(by=street.by(who), matter=matter.pk, result=DONE, at=NOW)


def test_those_concerned_are_told_once_of_each_notice(
    street: Street, matter: Matter, hang: Hang, delivered: Callable[[], int]
) -> None:
    concerns.concern(matter=matter.pk, residents=[street.shen_an.pk], why=Why.SAID, at=NOW)
    follows.follow(by=street.by("shen_an"), area=street.community.pk, at=NOW)
    delivered()
    Message.objects.all().delete()
    plain = on_board(street, matter=matter.pk)
    delivered()
    assert list(Message.objects.values_list("resident", "words", "link")) == [
        (street.shen_an.pk, "disclose.notice_of_matter", f"/notices/{plain.pk}/")
    ]
    hang(results.draft(by=street.by("gu_min"), matter=matter.pk, result=DONE, at=NOW).pk)
    delivered()

    assert sorted(Message.objects.values_list("words", flat=True)) == [
        "disclose.notice_of_matter",
        "matter.disclose",
        "notice.posted",
    ]


@pytest.mark.practice("V11")
def test_a_rumour_is_answered_with_facts_and_their_sources(street: Street, hang: Hang) -> None:
    source = on_board(street)
    said = Said(street.compound.pk, "路灯花了六千", "菜场", "三盏共600元。", [source.pk, 10**9])
    made = clarifications.draft(by=street.by("gu_min"), said=said, key="k", at=NOW)
    assert clarifications.draft(by=street.by("gu_min"), said=said, key="k", at=NOW).pk == made.pk
    hang(made.pk)

    assert made.body.splitlines() == [
        "有人说：路灯花了六千",
        "从哪儿听到：菜场",
        "事实是：三盏共600元。",
        f"依据：公示《路灯换了》（第{source.pk}号）",
    ]
    row = Clarification.objects.get()
    assert (row.heard_where, list(row.sources.all())) == ("菜场", [source])


@pytest.mark.parametrize("missing", ["rumour", "heard_where", "facts"])
def test_a_clarification_says_all_three(street: Street, missing: str) -> None:
    told = {"rumour": "传", "heard_where": "菜场", "facts": "事实", missing: " "}
    with pytest.raises(WordsMissing):
        clarifications.draft(by=street.by("gu_min"), said=Said(street.compound.pk, **told), at=NOW)  # type: ignore[arg-type] # words of Said


def test_a_matter_that_went_back_meanwhile_stays_there(street: Street, matter: Matter, hang: Hang) -> None:
    Matter.objects.filter(pk=matter.pk).update(stage=Stage.DECIDED)
    rejected = Result(decided="没有通过", reason="人不够")
    notice = results.draft(by=street.by("gu_min"), matter=matter.pk, result=rejected, at=NOW)
    step(street, matter, Step.RECONSIDER)
    hang(notice.pk)

    assert stage(matter) == Stage.DELIBERATED


@pytest.mark.practice("V11")
def test_who_asked_whether_hearsay_is_true_is_told_what_is(
    street: Street, hang: Hang, delivered: Callable[[], int]
) -> None:
    asked = _asked(street, "听说路灯花了六千，这是真的吗？")
    said = Said(street.compound.pk, "路灯花了六千", "菜场", "三盏共600元。", voice=asked.pk)
    hang(clarifications.draft(by=street.by("gu_min"), said=said, at=NOW).pk)
    delivered()

    told = Message.objects.filter(words="disclose.clarified")
    assert list(told.values_list("resident", "why", "link")) == [
        (street.shen_an.pk, "asked_hearsay", f"/notices/{Clarification.objects.get().pk}/")
    ]


def test_a_clarification_begins_from_what_neighbours_ask_openly(street: Street) -> None:
    asked = _asked(street, "听说路灯花了六千，这是真的吗？")
    _asked(street, "听说只给社区看", audience=Audience.STAFF)
    _asked(street, "路灯不亮")

    assert rumours.asked(street.community.pk) == [asked]
    page = street.client("gu_min").get(f"/desk/disclosure/clarify/?voice={asked.pk}").content.decode()
    assert f'name="voice" value="{asked.pk}"' in page
    assert "\n听说路灯花了六千，这是真的吗？</textarea>" in page
    assert "我听说……这是真的吗？" in street.client("shen_an").get("/say/?about=hearsay").content.decode()


@pytest.mark.parametrize("audience", [Audience.STAFF, None])
def test_a_clarification_answers_no_question_that_others_may_not_read(
    street: Street, audience: Audience | None
) -> None:
    voice = _asked(street, "听说要涨", audience=audience).pk if audience else 10**9
    said = Said(street.compound.pk, "传", "菜场", "事实", voice=voice)
    with pytest.raises(NoSuchVoice):
        clarifications.draft(by=street.by("gu_min"), said=said, at=NOW)


def _asked(street: Street, text: str, audience: Audience = Audience.PUBLIC) -> Voice:
    asked = Asked(text=text, audience=audience)
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=asked, at=NOW)
    if audience == Audience.PUBLIC:
        masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    return voice
