"""Whatever a machine sends, nothing breaks: requests made up from the description itself.

`./dev test` tries a few hundred; SCHEMATHESIS_EXAMPLES=150 tries more than twenty thousand.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import schemathesis
from django.conf import settings as house
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from linli.circle.listen.actions import masks, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.matters.choices import Step
from linli.wsgi import application
from tests.circle.decide.conftest import hall_of
from tests.circle.deliberate.rooms import Room
from tests.circle.deliver.conftest import matter_of as to_deliver
from tests.circle.deliver.conftest import started
from tests.circle.evaluate.conftest import TO_DISCLOSED
from tests.circle.evaluate.conftest import matter_of as to_rate
from tests.circle.evaluate.conftest import opened as asked
from tests.circle.evaluate.conftest import walked as carried
from tests.circle.evaluate.test_appraisals import opened as appraised
from tests.commons.notices.conftest import on_board
from tests.faces.web.test_matter import opened, walked
from tests.street import NOW, Street

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "4"))
TOKEN = "t" * 32
MEANT = 3
"""A made-up id of so few digits stands for the one thing that is there; longer ones for what nobody ever made."""
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def _talked(street: Street) -> dict[str, int]:
    room = Room(street)
    ids = {"matter": room.matter, "statement": room.statement, "meeting": room.ended}
    return {name: row.pk for name, row in ids.items()} | {"body": room.council.body.pk}


def _said(street: Street) -> dict[str, int]:
    said = Said(text="路灯不亮了")
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)
    masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    return {"voice": voice.pk}


def _rated(street: Street) -> dict[str, int]:
    found = asked(street, carried(street, to_rate(street), *TO_DISCLOSED))
    return {"round": found.round.pk, "matter": found.matter.pk}


def _appraised(street: Street) -> dict[str, int]:
    return {"appraisal": appraised(street).pk, "body": street.committee.pk}


THERE: dict[str, Callable[[Street], dict[str, int]]] = {
    "/voices": _said,
    "/options": _talked,
    "/talk": _talked,
    "/statements": _talked,
    "/meetings": _talked,
    "/bodies": _talked,
    "/ballots": lambda street: {"ballot": hall_of(street).secret().pk},
    "/projects": lambda street: {"project": started(street, to_deliver(street)).pk},
    "/notices": lambda street: {"notice": on_board(street).pk},
    "/rounds": _rated,
    "/follow": _rated,
    "/appraisals": _appraised,
}
"""What stands there to be found, by a part of the address that is asked."""


@dataclass
class Setting:
    """What nobody, a resident and a member of staff carry in their browsers, and the ids of what stands there."""

    cookies: tuple[dict[str, str], ...]
    ids: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def setting(request: pytest.FixtureRequest, street: Street) -> Setting:
    """Build what the operation under test asks about."""
    ids = {"community": street.community.pk, "matter": walked(street, opened(street), Step.DELIBERATE).pk}
    for part, build in THERE.items():
        if part in request.node.name:
            ids |= build(street)
    name = house.SESSION_COOKIE_NAME
    sessions = ({name: street.client(who).cookies[name].value} for who in ("shen_an", "gu_min"))
    return Setting(({}, *sessions), ids)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's own connection open: an application called directly closes it after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_the_api(case: schemathesis.Case, setting: Setting) -> None:
    for name, value in case.path_parameters.items():
        if name in setting.ids and len(str(value)) <= MEANT:
            case.path_parameters[name] = setting.ids[name]
    for cookies in setting.cookies:
        answer = case.call(headers={"X-CSRFToken": TOKEN}, cookies={"csrftoken": TOKEN, **cookies})

        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400 and answer.status_code != 405:
            assert answer.headers["content-type"][0] == "application/problem+json", answer.text
