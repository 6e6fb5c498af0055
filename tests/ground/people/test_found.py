"""An empty house is founded by one command, and its first keeper can let the others in."""

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from linli.ground.people.actions import posts, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Account, Area, Post
from linli.ground.people.queries.actors import actor_of

pytestmark = pytest.mark.django_db

WHERE = {"community": "槐荫社区", "city": "某市", "street": "槐荫街道"}
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def found(monkeypatch: pytest.MonkeyPatch, password: str = "a long word", **more: str) -> str:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    call_command("found", stdout=said, **{**WHERE, "name": "王敏", "login": "wang", **more})
    return said.getvalue()


def test_the_first_keeper_signs_in_keeps_the_register_and_appoints(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch)

    account = Account.objects.get(login="wang")
    community = Area.objects.get(name="槐荫社区")
    keeper = actor_of(account, LATER, is_strong=True)
    clerk = residents.add(by=keeper, community=community, particulars=Particulars("李芳"), at=LATER)
    secretary = residents.add(by=keeper, community=community, particulars=Particulars("张强"), at=LATER)
    posts.appoint(by=keeper, kind=PostKind.SECRETARY, area=community, resident=secretary, at=LATER)
    assert account.check_password("a long word")
    assert [post.kind for post in Post.objects.filter(resident=secretary)] == [PostKind.SECRETARY]
    assert clerk.community == community


def test_a_community_of_the_official_list_is_founded_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch)
    Area.objects.filter(name="槐荫社区").update(code="320585001001")

    assert found(monkeypatch, community="320585001001", login="li", name="李芳").startswith(
        "槐荫社区 is founded."
    )
    assert Area.objects.filter(kind="community").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short"}, "at least 10 characters"),
        ({"community": "320585999999"}, "No community has the code 320585999999"),
        ({"street": ""}, "say --city and --street"),
        ({"name": " "}, "名"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        found(monkeypatch, **wrong)

    assert (Area.objects.count(), Account.objects.count()) == (0, 0)


def test_a_login_that_is_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch)

    with pytest.raises(CommandError, match="Somebody signs in as wang already"):
        found(monkeypatch, community="另一社区")
