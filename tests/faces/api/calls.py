"""Ways to call the API in tests: read, send, count the questions, find names that must not be there."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.street import Street

KEY = {"Idempotency-Key": "form-0001"}


def got(client: Client, path: str) -> Any:
    """Read something."""
    return client.get(f"/api/v1{path}")


def sent(client: Client, method: str, path: str, body: object = None, **headers: str) -> Any:
    """Send something as JSON."""
    call: Callable[..., Any] = getattr(client, method)
    more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return call(f"/api/v1{path}", headers=headers, **more)


def measured(client: Client, path: str) -> int:
    """Return how many questions an answer of 200 takes, once the process remembers where areas lie."""
    got(client, path)
    with CaptureQueriesContext(connection) as queries:
        assert got(client, path).status_code == 200
    return len(queries)


def page(client: Client, address: str) -> str:
    """Return the words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def words(answer: Any) -> str:
    """Return all that an answer says, as it is read: JSON on the wire escapes what is not ASCII."""
    return json.dumps(answer.json(), ensure_ascii=False)


def names_in(street: Street, answer: Any) -> list[str]:
    """Return the full names of neighbours that stand in an answer."""
    said = words(answer)
    return [person.name for person in street.people.values() if person.name in said]


def refused(answer: Any) -> tuple[int, str]:
    """Return how an answer says no; it must be a problem."""
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:linli:")
