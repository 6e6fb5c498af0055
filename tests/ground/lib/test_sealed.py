"""Sealed fields are unreadable in the database and readable in Python; blind indexes find equal values."""

from base64 import urlsafe_b64encode

import pytest
from django.db import connection

from linli.ground.lib.sealed import CannotOpen, blind, seal, unseal
from linli.ground.people.models import Area, Resident

KEY_OLD, KEY_NEW = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_what_is_sealed_opens_again():
    assert unseal(seal("13800138000")) == "13800138000"


def test_sealing_twice_gives_different_bytes():
    assert seal("13800138000") != seal("13800138000")


def test_a_changed_byte_does_not_open():
    body = bytearray(seal("13800138000"))
    body[-1] ^= 1

    with pytest.raises(CannotOpen):
        unseal(bytes(body))


def test_keys_rotate_old_seals_open_new_seals_use_the_first_key(settings):
    settings.FIELD_KEYS = [KEY_OLD]
    old = seal("x")
    settings.FIELD_KEYS = [KEY_NEW, KEY_OLD]
    new = seal("x")

    assert unseal(old) == unseal(new) == "x"
    settings.FIELD_KEYS = [KEY_NEW]
    with pytest.raises(CannotOpen):
        unseal(old)
    assert unseal(new) == "x"


def test_blind_indexes_are_equal_within_a_purpose_only():
    assert blind("13800138000", "phone") == blind("13800138000", "phone")
    assert blind("13800138000", "phone") != blind("13800138000", "id")
    assert blind("13800138000", "phone") != blind("13800138001", "phone")


@pytest.mark.django_db
def test_the_database_holds_no_readable_phone():
    area = Area.objects.create(kind="community", name="槐荫里社区")
    person = Resident.objects.create(community=area, name="周桂兰", phone="+8613800138000")

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_resident")
        stored = bytes(cursor.fetchone()[0])
    person.refresh_from_db()

    assert b"138" not in stored
    assert person.phone == "+8613800138000"
    assert person.id_number == ""
