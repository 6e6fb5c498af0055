"""People in the register: written, corrected, moved, opened, handed out, erased."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from linli.ground.journal.models import Entry, Reading
from linli.ground.people.actions import posts, readings, residents
from linli.ground.people.actions.refusals import IsErased, MayNotKeepRegister, MayNotReadSealed
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Account, Ownership, Post, Resident
from linli.ground.people.refusals import MayNotReadRegister
from linli.ground.people.rules import HOUSE
from tests.street import id_number, phone

BORN = date(1980, 2, 3)


def add(street, by="wu_dan", **told):
    particulars = Particulars(**{"name": "新来的", **told})
    return residents.add(by=street.by(by), community=street.community, particulars=particulars, at=street.at)


def test_numbers_are_kept_in_one_form_and_the_birthday_is_read_from_the_identity_number(street):
    made = add(street, name=" 新 来 的 ", phone="１５４ ０００５ ００００", id_number=id_number(BORN).lower())

    known = Resident.objects.defer(None).get(pk=made.pk)
    assert (known.name, known.phone, known.id_number, known.born_on) == (
        "新 来 的",
        "+8615400050000",
        id_number(BORN),
        BORN,
    )


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"name": " "}, residents.NameIsMissing),
        ({"phone": "12345"}, residents.PhoneIsWrong),
        ({"id_number": "310114198002030001"}, residents.IdNumberIsWrong),
        ({"id_number": id_number(BORN), "born_on": date(1980, 2, 4)}, residents.BirthdaysDiffer),
        ({"id_number": id_number(date(1990, 7, 9))}, residents.StandsAlready),
    ],
)
def test_what_cannot_be_right_is_refused(street, told, refusal):
    with pytest.raises(refusal):
        add(street, **told)


def test_the_same_number_stands_once_in_a_community_but_may_stand_in_two(street):
    willow = residents.add(
        by=street.by("sun_yue"),
        community=street.willow,
        particulars=Particulars("沈安", id_number=id_number(date(1990, 7, 9))),
        at=street.at,
    )

    assert willow.community == street.willow
    with transaction.atomic(), pytest.raises(IntegrityError, match="people_resident"):
        Resident.objects.create(community=street.willow, name="另一个", id_index=willow.id_index)


def test_what_is_sealed_is_unreadable_in_the_database_and_found_by_index(street):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, id_number FROM people_resident WHERE id = %s", [street.shen_an.pk])
        stored = [bytes(value) for value in cursor.fetchone()]

    assert phone("shen_an").encode() not in stored[0]
    assert b"310114" not in stored[1]
    assert all(len(value) > 28 for value in stored)


def test_reading_people_opens_nothing(street, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        found = list(Resident.objects.all())

    assert len(found) >= 15
    assert '"phone",' not in queries[0]["sql"]
    assert found[0].get_deferred_fields() == {"phone", "id_number"}


def test_a_correction_names_the_parts_and_keeps_the_rest(street):
    residents.change(
        by=street.by("wu_dan"),
        resident=street.shen_an,
        particulars=Particulars("", "15400050001"),
        kept=frozenset({"name", "id_number", "born_on"}),
        at=street.at,
    )

    known = Resident.objects.defer(None).get(pk=street.shen_an.pk)
    entry = Entry.objects.get(verb="resident.changed")
    assert (known.name, known.phone, known.id_number) == (
        "沈安",
        "+8615400050001",
        id_number(date(1990, 7, 9)),
    )
    assert entry.payload == {"parts": ["phone"]}


def test_moving_needs_the_register_at_both_ends(street):
    with pytest.raises(MayNotKeepRegister):
        residents.move(
            by=street.by("sun_yue"),
            resident=street.shen_an,
            household=street.households["willow1:101"],
            at=street.at,
        )
    with pytest.raises(MayNotKeepRegister):
        residents.move(
            by=street.by("wu_dan"),
            resident=street.shen_an,
            household=street.households["willow1:101"],
            at=street.at,
        )

    moved = residents.move(
        by=street.by("wu_dan"), resident=street.shen_an, household=street.households["b3s1:101"], at=street.at
    )
    assert moved.household == street.households["b3s1:101"]


def test_a_phone_opens_for_a_reason_that_is_noted_and_that_the_person_can_see(street):
    words = readings.open_sealed(
        by=street.by("wu_dan"), resident=street.shen_an, part="phone", reason=" 通知停水 ", at=street.at
    )

    noted = Reading.objects.get()
    assert words == phone("shen_an")
    assert (noted.account_id, noted.object_kind, noted.object_id, noted.part, noted.reason) == (
        street.accounts["wu_dan"].pk,
        "resident",
        street.shen_an.pk,
        "phone",
        "通知停水",
    )


@pytest.mark.parametrize(
    ("name", "part", "refusal"),
    [
        ("gu_min", "phone", MayNotReadSealed),
        ("fang_ning", "id_number", MayNotReadSealed),
        ("zhao_qi", "name", MayNotReadRegister),
        ("chen_jianguo", "name", MayNotReadRegister),
        ("sun_yue", "phone", MayNotReadRegister),
        ("xu_lei", "phone", MayNotReadRegister),
        ("nobody", "phone", MayNotReadRegister),
    ],
)
def test_what_is_sealed_stays_closed_to_others_and_no_reading_is_noted(street, name, part, refusal):
    with pytest.raises(refusal):
        readings.open_sealed(
            by=street.by(name), resident=street.shen_an, part=part, reason="想看看", at=street.at
        )
    assert Reading.objects.count() == 0


def test_without_a_reason_nothing_opens_but_ones_own(street):
    with pytest.raises(readings.ReasonIsMissing):
        readings.open_sealed(
            by=street.by("wu_dan"), resident=street.shen_an, part="phone", reason=" ", at=street.at
        )

    own = readings.open_sealed(
        by=street.by("shen_an"), resident=street.shen_an, part="id_number", reason="", at=street.at
    )
    assert (own, Reading.objects.count()) == (id_number(date(1990, 7, 9)), 0)


def test_everything_kept_about_a_person_can_be_handed_to_them(street):
    readings.open_sealed(
        by=street.by("lin_xiao"), resident=street.he_zhiqiang, part="phone", reason="排班", at=street.at
    )

    data = readings.export(by=street.by("he_zhiqiang"), resident=street.he_zhiqiang, at=street.at)

    assert (data["name"], data["phone"], data["home"], data["community"]) == (
        "何志强",
        phone("he_zhiqiang"),
        "槐荫里1号楼1单元102室",
        "槐荫里社区",
    )
    assert [(post["post"], post["area"]) for post in data["posts"]] == [("网格员", "东里块区")]
    assert [(read["part"], read["reason"]) for read in data["read_by"]] == [("phone", "排班")]
    assert "何志强" in readings.written(data)
    with pytest.raises(MayNotReadSealed):
        readings.export(by=street.by("gu_min"), resident=street.he_zhiqiang, at=street.at)


def test_erasing_drops_every_word_and_keeps_the_number(street):
    erased = residents.erase(by=street.by("wu_dan"), resident=street.tang_yuan, at=street.at)

    row = Resident.objects.defer(None).get(pk=street.tang_yuan.pk)
    account = Account.objects.get(pk=street.accounts["tang_yuan"].pk)
    assert (row.name, row.phone, row.phone_index, row.id_number, row.id_index, row.born_on, row.household) == (
        "", "", "", "", "", None, None,
    )  # fmt: skip
    assert (erased.erased_at, account.is_active, account.phone, account.phone_index) == (
        street.at,
        False,
        "",
        "",
    )
    assert "汤圆" not in str(list(Entry.objects.values_list("payload", flat=True)))
    for deed in (
        lambda: residents.erase(by=HOUSE, resident=erased, at=street.at),
        lambda: residents.change(by=HOUSE, resident=erased, particulars=Particulars("x"), at=street.at),
        lambda: residents.move(by=HOUSE, resident=erased, household=None, at=street.at),
        lambda: readings.open_sealed(
            by=street.by("wu_dan"), resident=erased, part="phone", reason="再看看", at=street.at
        ),
    ):
        with pytest.raises(IsErased):
            deed()


def test_who_holds_a_post_or_a_home_cannot_be_erased_yet(street):
    with pytest.raises(residents.HoldsPosts):
        residents.erase(by=street.by("wu_dan"), resident=street.chen_jianguo, at=street.at)
    with pytest.raises(residents.OwnsHomes):
        residents.erase(by=street.by("wu_dan"), resident=street.zhou_guilan, at=street.at)

    posts.end(
        by=HOUSE,
        post=Post.objects.get(resident=street.chen_jianguo, kind=PostKind.BUILDING_HEAD),
        at=street.at,
    )
    Ownership.objects.filter(shares__resident=street.chen_jianguo).update(until=date(2026, 1, 1))
    assert residents.erase(by=street.by("wu_dan"), resident=street.chen_jianguo, at=street.at).name == ""
