"""The street where every test takes place: neighbours of 槐荫里社区 (one of 柳浪社区), housed by the deeds themselves.

`street` is the fixture; `street.zhou_guilan` is a resident, `street.by("wu_dan")` who acts, `street.client("wu_dan")` a
browser signed in. Who they are and what they may not do: linli/faces/demo/cast.toml. The street is built once a session
and its rows are put back for each test.
"""

import pickle
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.core.cache import caches
from django.db import connection, models, transaction
from django.test import Client, RequestFactory

from linli.faces.demo import neighbours
from linli.faces.demo.neighbours import FOUNDED, HERE, PASSWORD, Houses, Person, id_number, phone
from linli.ground.people.models import Area
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, NOBODY, Actor

__all__ = [
    "CAST",
    "FOUNDED",
    "HERE",
    "NOW",
    "PASSWORD",
    "STAFF",
    "Street",
    "build",
    "id_number",
    "moved_in",
    "phone",
]

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=HERE)
"""The moment of most tests: a Friday, a working day, ten in the morning."""

CAST: dict[str, Person] = neighbours.cast()
STAFF = frozenset(key for key, person in CAST.items() if person.signs_in == "staff")


@dataclass
class Street(Houses):
    """What the fixture gives: places, bodies, people, and ways to act as one of them."""

    at: datetime = NOW

    def __getattr__(self, name: str) -> Any:
        """Find a neighbour or a place by name: street.shen_an, street.community, street.b3."""
        for shelf in ("people", "areas", "bodies"):
            if name in self.__dict__.get(shelf, ()):
                return self.__dict__[shelf][name]
        raise AttributeError(name)

    @property
    def community(self) -> Area:
        """槐荫里社区, where nearly everything happens."""
        return self.areas["huaiyin"]

    def by(self, name: str, at: datetime | None = None, *, is_strong: bool = True) -> Actor:
        """Return who acts when this neighbour does; NOBODY for "nobody", the house for "house"."""
        if name in {"nobody", "house"}:
            return NOBODY if name == "nobody" else HOUSE
        return actor_of(self.accounts[name], at or self.at, is_strong=is_strong)

    def client(self, name: str, *, is_strong: bool = True) -> Client:
        """Return a browser in which this neighbour is signed in ("nobody" is not), with a second factor or without."""
        client = Client()
        if name != "nobody":
            client.force_login(self.accounts[name])
            if is_strong:
                request = RequestFactory().get("/")
                request.session = client.session
                record_authentication(request, self.accounts[name], method="mfa", type="totp")
                request.session.save()
        return client


def build() -> Street:
    """Build the street by the deeds of the room, as the house itself."""
    street = Street()
    neighbours.move_in(street)
    return street


_kept: dict[str, Any] = {}


def _all_models() -> list[type[models.Model]]:
    return [model for label in ("people", "journal") for model in apps.get_app_config(label).get_models()]


def moved_in() -> Street:
    """Return the street, its rows in the database: built by the deeds the first time, put back as they were later."""
    if "street" not in _kept:
        street = build()
        _kept["rows"] = [list(model._base_manager.all()) for model in _all_models()]
        _kept["street"] = pickle.dumps(street.__dict__)
        return street
    with transaction.atomic():  # rows refer to each other: the keys are checked when all of them stand
        if "statements" not in _kept:
            _kept["statements"] = _written(_kept.pop("rows"))
        else:
            with connection.cursor() as cursor:
                for sql, values in _kept["statements"]:
                    cursor.execute(sql, values)
    return Street(**pickle.loads(_kept["street"]))


def _written(tables: list[list[models.Model]]) -> list[tuple[str, Any]]:
    """Put rows into the database, and return the statements that did: Django takes far longer to write them."""
    statements = []

    def heard(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(heard):
        for rows in tables:
            if rows:
                type(rows[0])._base_manager.bulk_create(rows)
    return statements


@pytest.fixture
def street(db: None) -> Street:
    """The street, its rows in the test's database."""
    return moved_in()


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Each test begins without what processes remember of the one before (where areas lie)."""
    caches["local"].clear()
