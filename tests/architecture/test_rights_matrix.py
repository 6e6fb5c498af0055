"""Who may open which address: every role of the street × every address × near and far objects. Denied unless listed.

The table is rights.toml. An address that is not in it fails, and so does one in it that is gone; a room that proves its
rights elsewhere says where. `python -m pytest tests/architecture/test_rights_matrix.py` names the roles that differ.
"""

import tomllib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from linli.ground.people.actions import register_exports
from linli.ground.people.actions.imports import stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.models import Post
from linli.ground.people.queries.register import Chosen
from linli.ground.people.rules import HOUSE
from tests.street import CAST

ROOT = Path(__file__).resolve().parents[2]
TABLE = tomllib.loads(Path(__file__).with_name("rights.toml").read_text(encoding="utf-8"))
SIGNED_IN = {key for key, person in CAST.items() if person.signs_in in {"staff", "phone"}}
WEAK = "wu_dan without second factor"
ROLES = sorted({*SIGNED_IN, "qian_cheng", "nobody", WEAK})
GROUPS = {
    "anyone": set(ROLES),
    "signed_in": {*SIGNED_IN, "qian_cheng", WEAK},
    "residents": {*SIGNED_IN, WEAK},
    **{group: set(told.split("、")) for group, told in TABLE["roles"].items()},
}
DENIED = {401, 403, 404}


def names(resolver=None, room=""):
    """Every named address of the house, with its room in front."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from names(pattern, inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{room}{pattern.name}"


def objects(street):
    """What the addresses of the table speak of, by key: things near, things in the block, things far away."""
    batches = {}
    for key, community in (("near", street.community), ("far", street.willow)):
        content = "楼栋,房号,姓名,专有面积\n1号楼,909,新来的,很大\n1号楼,908,新来的二,80\n".encode()
        batch = stages.bring(by=HOUSE, community=community, file_name="a.csv", content=content, at=street.at)
        work = Reading(batch.pk, at=street.at)
        while work.step(at=street.at):
            pass
        batches[f"import.{key}"] = batch.pk
    export = register_exports.ask(
        by=street.by("wu_dan"), chosen=Chosen(street.community.pk), is_full=False, reason="", at=street.at
    )
    return {
        **batches,
        "export.wu_dan": export.pk,
        **{f"home.{key}": home.pk for key, home in street.homes.items()},
        **{f"resident.{key}": resident.pk for key, resident in street.people.items()},
        **{f"area.{key}": area.pk for key, area in street.areas.items()},
        "post.chen_jianguo": Post.objects.get(resident=street.chen_jianguo).pk,
        "post.sun_yue": Post.objects.get(resident=street.sun_yue).pk,
        "post.zhao_qi": Post.objects.get(resident=street.zhao_qi).pk,
    }


def listed(words):
    """The roles a row lists, its groups opened."""
    found = set()
    for word in filter(None, words.split("、")):
        found |= GROUPS[word[1:]] if word.startswith("@") else {word}
    return found


def client_of(street, role):
    name, _blank, weak = role.partition(" ")
    return street.client(name, is_strong=not weak)


def is_let_in(answer):
    if answer.status_code == 302:
        return not answer["Location"].startswith(("/in/", "/accounts/"))
    return answer.status_code not in DENIED


def send(client, method, url, data):
    """Send a request and take back whatever it did; a refusal as JSON is quicker than its page."""
    files = {key: SimpleUploadedFile("a.csv", value.encode()) for key, value in data.items() if key == "file"}
    with transaction.atomic():
        point = transaction.savepoint()
        answer = getattr(client, method.lower())(
            url, {**data, **files}, headers={"accept": "application/json"}
        )
        transaction.savepoint_rollback(point)
    return answer


def rows():
    """Every row of the table: address, what is asked of it, the roles let in, what is sent along."""
    for name, row in TABLE["address"].items():
        for asked, allowed in row.items():
            if asked != "data":
                yield name, asked, listed(allowed), row.get("data", {})


@pytest.mark.django_db
def test_every_address_lets_in_exactly_who_is_listed(street):
    things, clients = objects(street), {role: client_of(street, role) for role in ROLES}

    wrong = {}
    for name, asked, allowed, data in rows():
        method, *keys = asked.split()
        url = reverse(name, args=[things.get(key, key) for key in keys])
        let_in = {role for role, client in clients.items() if is_let_in(send(client, method, url, data))}
        if let_in != allowed:
            wrong[name, asked] = {"too many": let_in - allowed, "too few": allowed - let_in}

    assert wrong == {}


def test_every_address_of_the_house_is_in_the_table():
    prefixes = tuple(TABLE["elsewhere"])
    missing = {name for name in names() if name not in TABLE["address"] and not name.startswith(prefixes)}

    assert missing == set()


def test_every_address_of_the_table_is_in_the_house():
    assert TABLE["address"].keys() - set(names()) == set()


@pytest.mark.parametrize(("prefix", "proof"), sorted(TABLE["elsewhere"].items()))
def test_rights_that_are_proved_elsewhere_are_proved_there(prefix, proof):
    path, _dash, why = proof.partition(" -- ")

    assert any(name.startswith(prefix) for name in names())
    assert (ROOT / path).exists() or why, proof
