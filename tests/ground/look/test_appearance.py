"""How pages look is remembered in a cookie, works without script, and never leads off the site."""

import pytest
from django.test import Client

from linli.ground.look.appearance import Appearance


@pytest.mark.parametrize(
    ("cookie", "attributes"),
    [
        ("", ""),
        ("care", ' data-mode="care"'),
        ("care.dark.more", ' data-mode="care" data-theme="dark" data-contrast="more"'),
        ("dark.purple.care", ' data-mode="care" data-theme="dark"'),
        ('"><script>', ""),
    ],
)
def test_a_cookie_becomes_attributes_and_strange_words_are_passed_over(cookie: str, attributes: str) -> None:
    assert Appearance.read(cookie).attributes == attributes


def test_what_is_read_is_what_was_kept() -> None:
    seen = Appearance(mode="care", theme="dark", contrast="more")

    assert Appearance.read(seen.cookie) == seen


def test_high_contrast_is_always_black_on_white() -> None:
    assert (
        Appearance().scheme,
        Appearance(theme="dark").scheme,
        Appearance(theme="dark", contrast="more").scheme,
    ) == (
        "light dark",
        "dark",
        "light",
    )


def test_pressing_large_type_changes_every_later_page(client: Client) -> None:
    client.post("/-/look", {"mode": "care", "next": "/-/patterns/home"})

    assert '<html lang="zh-Hans" data-mode="care">' in client.get("/-/patterns/home").content.decode()


def test_pressing_one_thing_leaves_the_others(client: Client) -> None:
    client.post("/-/look", {"mode": "care"})
    client.post("/-/look", {"theme": "dark"})
    client.post("/-/look", {"mode": "plain"})

    assert client.cookies["look"].value == "dark"


def test_taking_the_last_choice_back_removes_the_cookie(client: Client) -> None:
    client.post("/-/look", {"theme": "dark"})
    client.post("/-/look", {"theme": ""})

    assert client.cookies["look"].value == ""


def test_the_cookie_is_kept_for_a_year_and_out_of_scripts(client: Client) -> None:
    client.post("/-/look", {"mode": "care"})
    cookie = client.cookies["look"]

    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (31_536_000, True, "Lax")


def test_pressing_english_changes_the_language(client: Client) -> None:
    client.post("/-/look", {"language": "en"})
    page = client.get("/-/patterns/say").content.decode()

    assert ('<html lang="en">' in page, "Skip to the content" in page) == (True, True)


def test_a_language_we_do_not_speak_is_passed_over(client: Client) -> None:
    client.post("/-/look", {"language": "xx"})

    assert "django_language" not in client.cookies


@pytest.mark.parametrize(
    ("wished", "reached"),
    [
        ("/-/patterns?page=2", "/-/patterns?page=2"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("///elsewhere.example", "/"),
    ],
)
def test_one_comes_back_to_where_one_was_and_never_elsewhere(
    client: Client, wished: str, reached: str
) -> None:
    answer = client.post("/-/look", {"mode": "care", "next": wished})

    assert (answer.status_code, answer["Location"]) == (302, reached)


def test_looking_is_changed_by_pressing_only(client: Client) -> None:
    assert client.get("/-/look").status_code == 405


def test_every_page_offers_large_type_and_the_way_back(client: Client) -> None:
    plain = client.get("/-/patterns/home").content.decode()
    client.post("/-/look", {"mode": "care"})
    large = client.get("/-/patterns/home").content.decode()

    assert ('name="mode" value="care">长辈版' in plain, 'name="mode" value="plain">普通版' in large) == (
        True,
        True,
    )
