"""The contract is a file in the repository; whoever changes it does so knowingly."""

import json
import os
import re
from pathlib import Path

from linli.faces.api.urls import api

SNAPSHOT = Path(__file__).with_name("openapi.json")
GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "api.md"
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


def test_every_operation_stands_in_the_guide_and_the_guide_names_no_other() -> None:
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    offered = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in described["paths"].items()
        for method in methods
    }
    told = set(re.findall(r"`((?:GET|POST|DELETE) /[^`]+)`", GUIDE.read_text(encoding="utf-8")))

    assert sorted(offered ^ told) == []
