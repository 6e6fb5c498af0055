"""Whatever a machine sends, nothing breaks: requests made up from the description itself.

`./dev test` tries a few hundred; SCHEMATHESIS_EXAMPLES=1000 tries more than twenty thousand.
"""

import os
from collections.abc import Iterator

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
from tests.faces.web.test_matter import opened, walked
from tests.street import NOW, Street

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "12"))
TOKEN = "t" * 32
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def cookies(street: Street) -> dict[str, str]:
    """The sessions of a resident and of a member of staff; a public voice stands there to be found."""
    said = Said(text="路灯不亮了")
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)
    masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    walked(street, opened(street), Step.DELIBERATE)
    return {
        name: street.client(name).cookies[house.SESSION_COOKIE_NAME].value for name in ("shen_an", "gu_min")
    }


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's own connection open: an application called directly closes it after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("who", ["nobody", "shen_an", "gu_min"])
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_the_api(case: schemathesis.Case, who: str, cookies: dict[str, str]) -> None:
    given = {"csrftoken": TOKEN}
    if who in cookies:
        given[house.SESSION_COOKIE_NAME] = cookies[who]
    answer = case.call(headers={"X-CSRFToken": TOKEN}, cookies=given)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and answer.status_code != 405:
        assert answer.headers["content-type"][0] == "application/problem+json", answer.text
