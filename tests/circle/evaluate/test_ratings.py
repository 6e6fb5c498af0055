"""One rating a person a round, changeable while it is open: by oneself, by receipt, on the phone, by a helper."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.circle.evaluate.actions import calls, ratings, rounds
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.choices import Channel, Contact
from linli.circle.evaluate.models import Asking, MatterRating, Round
from linli.circle.evaluate.queries import calls as call_questions
from linli.circle.evaluate.queries import conversion, rates
from linli.circle.evaluate.queries.calls import Filters
from linli.circle.evaluate.queries.rates import Of
from linli.circle.evaluate.refusals import (
    ConsentMissing,
    MayNotAppraise,
    MayNotPassOn,
    MayNotScore,
    NoSuchRound,
    NotAsked,
    NotConcerned,
    RoundIsClosed,
    ScoreOutOfRange,
    StarsOutOfRange,
)
from linli.circle.listen.actions import topics, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Topic
from linli.circle.listen.refusals import NoSuchVoice
from linli.ground.journal.models import Entry
from linli.ground.people.models import Account
from tests.circle.evaluate.conftest import CONCERNED, END, Asked, matter_of, opened, walked
from tests.circle.listen.conftest import Rush
from tests.street import NOW, Street


def test_a_rating_can_be_changed_until_the_round_ends(asked: Asked) -> None:
    asked.rate("shen_an", 2, words="漏水")
    asked.rate("shen_an", 5, words="修好了")
    asked.rate("shen_an", 5, words="修好了")

    rating = MatterRating.objects.get()
    assert (rating.result, rating.words) == (5, "修好了")
    assert list(
        Entry.objects.filter(verb__startswith="rating.").order_by("id").values_list("verb", flat=True)
    ) == [
        "rating.given",
        "rating.changed",
    ]
    with pytest.raises(RoundIsClosed):
        asked.rate("shen_an", 1, at=END)


def test_a_rating_can_be_taken_back(asked: Asked) -> None:
    asked.rate("shen_an", 2)
    ratings.withdraw(by=asked.street.by("shen_an"), round_=asked.round.pk, at=NOW)
    ratings.withdraw(by=asked.street.by("shen_an"), round_=asked.round.pk, at=NOW)

    assert (MatterRating.objects.count(), Round.objects.get().ratings_count) == (0, 0)


def test_the_database_keeps_one_rating_a_person(asked: Asked) -> None:
    asked.rate("shen_an")

    with pytest.raises(IntegrityError), transaction.atomic():
        MatterRating.objects.create(
            round=asked.round, resident=asked.street.shen_an, result=1, reply=1, at=NOW
        )


@pytest.mark.parametrize("who", ["gao_bo", "luo_yongfu", "wu_dan", "nobody", "qian_cheng"])
def test_only_those_concerned_rate(asked: Asked, who: str) -> None:
    with pytest.raises(NotConcerned):
        asked.rate(who) if who != "nobody" else ratings.rate(
            by=asked.street.by("nobody"), round_=asked.round.pk, given=Given(5, 5), at=NOW
        )


@pytest.mark.parametrize(("result", "reply"), [(0, 3), (6, 3), (3, 0), (3, 6), (-1, 3)])
def test_stars_are_one_to_five(asked: Asked, result: int, reply: int) -> None:
    with pytest.raises(StarsOutOfRange):
        asked.rate("shen_an", result, reply)


@pytest.mark.parametrize("score", [-1, 11])
def test_needs_are_met_from_nought_to_ten(asked: Asked, score: int) -> None:
    with pytest.raises(ScoreOutOfRange):
        asked.rate("shen_an", need_score=score)
    with pytest.raises(ScoreOutOfRange):
        ratings.score_governance(by=asked.street.by("gu_min"), round_=asked.round.pk, score=score, at=NOW)


def test_there_is_no_rating_of_what_is_not_there(street: Street) -> None:
    with pytest.raises(NoSuchRound):
        ratings.rate(by=street.by("shen_an"), round_=10**9, given=Given(5, 5), at=NOW)
    with pytest.raises(NotAsked):
        calls.record(by=street.by("gu_min"), asking=10**9, contact=Contact.CONTACTED, at=NOW)


@pytest.mark.practice("C22")
def test_both_needs_are_scored_by_residents_and_by_the_owner(asked: Asked) -> None:
    for who, score in zip(CONCERNED, (7, 8, 8, None), strict=False):
        asked.rate(who, need_score=score)
    ratings.score_governance(by=asked.street.by("gu_min"), round_=asked.round.pk, score=6, at=NOW)
    asked.close()

    assert (asked.now().resident_score, asked.now().governance_score) == (8, 6)


@pytest.mark.parametrize("who", ["shen_an", "luo_yongfu", "he_zhiqiang", "sun_yue", "wu_dan"])
def test_only_the_owner_and_who_moves_matters_score_the_governance_need(asked: Asked, who: str) -> None:
    with pytest.raises(MayNotScore):
        ratings.score_governance(by=asked.street.by(who), round_=asked.round.pk, score=6, at=NOW)


def test_a_helper_passes_a_rating_on_with_the_consent_noted(asked: Asked) -> None:
    zhou, by = asked.street.zhou_guilan.pk, asked.street.by("chen_jianguo")
    deed = {"round_": asked.round.pk, "resident": zhou, "at": NOW}

    with pytest.raises(ConsentMissing):
        ratings.pass_on(by=by, given=Given(4, 4), **deed)  # type: ignore[arg-type] # words of pass_on
    given = Given(4, 4, consent_note="在门口念给她听过")
    rating = ratings.pass_on(by=by, given=given, **deed)  # type: ignore[arg-type] # words of pass_on

    assert (rating.channel, rating.resident_id, rating.consent_note) == (
        Channel.HELPER,
        zhou,
        "在门口念给她听过",
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("chen_jianguo", True),
        ("gu_min", True),
        ("shen_an", False),
        ("he_zhiqiang", False),
        ("sun_yue", False),
    ],
)
def test_only_who_may_speak_for_somebody_passes_their_rating_on(asked: Asked, who: str, *, may: bool) -> None:
    def pass_on() -> MatterRating:
        return ratings.pass_on(
            by=asked.street.by(who),
            round_=asked.round.pk,
            resident=asked.street.zhou_guilan.pk,
            given=Given(4, 4, consent_note="问过"),
            at=NOW,
        )

    if may:
        assert pass_on().channel == Channel.HELPER
    else:
        with pytest.raises(MayNotPassOn):
            pass_on()


def test_family_passes_a_rating_on(asked: Asked) -> None:
    rating = ratings.pass_on(
        by=asked.street.by("shen_an"),
        round_=asked.round.pk,
        resident=asked.street.ye_qing.pk,
        given=Given(4, 4, consent_note="她说的"),
        at=NOW,
    )

    assert rating.resident_id == asked.street.ye_qing.pk


def test_whoever_holds_the_receipt_rates_for_its_author(street: Street) -> None:
    said = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="车棚漏雨"), at=NOW)
    topic = Topic.objects.create(community=street.community, title="车棚", last_at=NOW, made_at=NOW)
    topics.add(by=street.by("gu_min"), topic=topic.pk, voice=said.pk, at=NOW)
    matter = topics.accept(by=street.by("gu_min"), topic=topic.pk, at=NOW).matter
    assert matter is not None
    from linli.circle.matters.actions import concerns
    from linli.circle.matters.choices import Step, Why

    concerns.concern(matter=matter.pk, residents=[street.shen_an.pk], why=Why.SAID, at=NOW)
    opened(street, walked(street, matter, Step.ANSWER))
    by, given = street.by("nobody"), Given(2, 4)

    with pytest.raises(NoSuchVoice):
        ratings.rate_by_receipt(by=by, number=said.number, secret="x", given=given, at=NOW)
    rating = ratings.rate_by_receipt(by=by, number=said.number, secret=said.secret, given=given, at=NOW)

    assert (rating.resident_id, rating.channel, rating.result) == (street.shen_an.pk, Channel.RECEIPT, 2)
    figures = conversion.of(street.community.pk, NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert (figures.voices, figures.in_matters, figures.matters, figures.adopted) == (1, 1, 1, 0)


@pytest.mark.practice("C23")
def test_the_conversion_counts_opinions_that_became_adopted_matters(street: Street) -> None:
    from linli.circle.matters.choices import Step

    for text in ("车棚漏雨", "路灯不亮", "雨棚破了"):
        voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text=text), at=NOW)
    from linli.circle.listen.models import Voice

    first, second, _third = Voice.objects.order_by("pk")
    for voice in (first, second):
        topic = Topic.objects.create(community=street.community, title=voice.text, last_at=NOW, made_at=NOW)
        topics.add(by=street.by("gu_min"), topic=topic.pk, voice=voice.pk, at=NOW)
        topics.accept(by=street.by("gu_min"), topic=topic.pk, at=NOW)
    topic = Topic.objects.order_by("pk").first()
    assert topic is not None and topic.matter is not None
    walked(street, topic.matter, Step.DECIDE)

    figures = conversion.of(street.community.pk, NOW - timedelta(days=1), NOW + timedelta(days=1))

    assert (figures.voices, figures.in_matters, figures.matters, figures.adopted, figures.done) == (
        3,
        2,
        2,
        1,
        0,
    )
    assert (figures.voices_rate, figures.adopted_rate) == (667, 500)


def test_the_call_list_holds_those_who_do_not_sign_in(street: Street) -> None:
    Account.objects.filter(resident=street.shen_an).update(last_login=NOW)
    asked = opened(street, walked(street, matter_of(street), *_to_disclosed()))
    page = call_questions.page(street.by("gu_min"), Filters(street.community.pk), at=NOW)

    names = {call.asking.resident.name for call in page.rows}
    assert names == {"周桂兰", "汤圆", "陈建国", "叶青", "何志强"}
    assert {call.door for call in page.rows if call.asking.resident.name == "周桂兰"} == {
        "槐荫里3号楼1单元101室"
    }
    row = Asking.objects.get(resident=street.zhou_guilan)
    calls.record(
        by=street.by("gu_min"),
        asking=row.pk,
        contact=Contact.CONTACTED,
        given=Given(4, 5, was_contacted=True, is_solved=True, channel=Channel.VISIT),
        at=NOW,
    )
    assert MatterRating.objects.get().channel == Channel.VISIT
    assert call_questions.waiting_count(street.community.pk, NOW) == 4
    found = call_questions.page(
        street.by("gu_min"), Filters(street.community.pk, state="rated", words="周桂兰 101"), at=NOW
    )
    assert [call.is_rated for call in found.rows] == [True]
    assert asked.round.pk == row.round_id


@pytest.mark.parametrize("who", ["shen_an", "luo_yongfu", "wu_dan", "sun_yue", "he_zhiqiang", "zhao_qi"])
def test_only_who_appraises_there_calls_back(asked: Asked, who: str) -> None:
    row = Asking.objects.get(resident=asked.street.zhou_guilan)

    with pytest.raises(MayNotAppraise):
        calls.record(by=asked.street.by(who), asking=row.pk, contact=Contact.NOT_REACHED, at=NOW)
    with pytest.raises(MayNotAppraise):
        call_questions.page(asked.street.by(who), Filters(asked.street.community.pk), at=NOW)
    with pytest.raises(MayNotAppraise):
        call_questions.one(asked.street.by(who), row.pk, NOW)


def test_calling_back_needs_the_second_factor(asked: Asked) -> None:
    row = Asking.objects.get(resident=asked.street.zhou_guilan)
    by = asked.street.by("gu_min", is_strong=False)

    with pytest.raises(MayNotAppraise):
        calls.record(by=by, asking=row.pk, contact=Contact.NOT_REACHED, at=NOW)


def test_the_three_rates_follow_the_formula(asked: Asked) -> None:
    marks = [(5, True, True), (4, True, True), (3, True, False), (1, False, False), (5, None, None)]
    for who, (stars, contacted, solved) in zip(CONCERNED, marks, strict=False):
        asked.rate(who, stars, was_contacted=contacted, is_solved=solved)
    span = (NOW - timedelta(days=1), NOW + timedelta(days=1))

    for whose in (
        Of(area=asked.street.community.pk),
        Of(area=asked.street.b3.pk),
        Of(post=asked.round.owner_id),
    ):
        found = rates.of(whose, *span)
        assert (found.rated, found.response, found.resolution, found.satisfaction) == (4, 750, 500, 725)
        assert found.score == 615
    assert rates.of(Of(area=asked.street.b1.pk), *span).rated == 0
    assert rates.of(Of(area=asked.street.b1.pk), *span).score is None
    assert rates.of(Of(body=10**9), *span).rated == 0


def test_a_follower_who_was_not_asked_may_rate_and_is_counted(asked: Asked) -> None:
    from linli.circle.matters.actions import concerns

    concerns.follow(by=asked.street.by("gao_bo"), matter=asked.matter.pk, at=NOW)
    asked.rate("gao_bo")

    assert Round.objects.get().asked == 7
    assert asked.close().asked == 7


def _to_disclosed() -> tuple[object, ...]:
    from tests.circle.evaluate.conftest import TO_DISCLOSED

    return TO_DISCLOSED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_ratings_of_one_person_at_once_are_one(rush: Rush) -> None:
    street = rush.street

    def prepared(_n: int) -> int:
        return opened(street, walked(street, matter_of(street), *_to_disclosed())).round.pk  # type: ignore[arg-type] # steps

    round_ = rush.do(prepared, 1)[0]
    by = street.by("shen_an")
    got = rush.do(
        lambda n: ratings.rate(by=by, round_=round_, given=Given(1 + n % 5, 3), at=NOW).pk,  # type: ignore[arg-type] # an id
        100,
    )

    def counted(_n: int) -> tuple[int, int]:
        return MatterRating.objects.count(), Round.objects.get().ratings_count

    assert (len(got), len(set(got))) == (100, 1)
    assert rush.do(counted, 1) == [(1, 1)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_deliveries_at_once_open_one_round_and_a_hundred_closings_end_it_once(rush: Rush) -> None:
    street = rush.street
    matter = rush.do(
        lambda _n: walked(street, matter_of(street), *_to_disclosed()).pk,  # type: ignore[arg-type] # steps
        1,
    )[0]
    got = rush.do(lambda _n: rounds.open_for(matter=matter, at=NOW).pk, 100)  # type: ignore[arg-type,union-attr] # an id
    ended = rush.do(lambda _n: rounds.close(round_=got[0], at=END).ending, 100)  # type: ignore[arg-type,union-attr] # an id

    assert (len(set(got)), set(ended)) == (1, {"absent"})
    assert rush.do(lambda _n: Entry.objects.filter(verb="round.absent").count(), 1) == [1]
