"""The contract is a file in the repository; whoever changes it does so knowingly."""

import json
import os
from pathlib import Path

from linli.faces.api.urls import api

SNAPSHOT = Path(__file__).with_name("openapi.json")
HOW = "UPDATE_OPENAPI=1 ./dev test tests/faces/api/test_contract.py"


def test_the_description_is_the_one_in_the_repository() -> None:
    described = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    if os.environ.get("UPDATE_OPENAPI"):
        words = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
        SNAPSHOT.write_text(words + "\n", encoding="utf-8")

    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8")), HOW


def test_it_is_openapi_3_1_and_every_operation_says_what_it_does() -> None:
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [one for path in described["paths"].values() for one in path.values()]

    assert described["openapi"].startswith("3.1")
    assert [one["operationId"] for one in operations if not one.get("description")] == []
