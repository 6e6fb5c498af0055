"""Every word that the house shows to people is said in English too, with the same places to fill in."""

import re
from collections import Counter
from collections.abc import Iterator

from linli.ground.look import catalogue, untranslated
from tests.architecture.house import ROOT

HOUSE = ROOT / "linli"
ENGLISH = sorted(HOUSE.glob("**/locale/en/LC_MESSAGES/django.po"))
HEAD = ("", "")  # each file has one
PLACE = re.compile(r"%\((\w+)\)")


def test_every_word_of_the_house_is_said_in_english() -> None:
    assert untranslated.missing(HOUSE, ENGLISH) == []


def test_no_message_is_translated_twice() -> None:
    said = Counter(message.key for message in messages())

    assert [key for key, times in said.items() if times > 1 and key != HEAD] == []


def test_english_fills_in_what_chinese_does_except_that_months_have_names() -> None:
    wrong = {
        message.words: translation
        for message in messages()
        for translation in message.translations
        if message.words and (_places(translation) ^ _places(message.words)) - {"month", "month_name"}
    }

    assert wrong == {}


def messages() -> Iterator[catalogue.Message]:
    """All messages of the house, room by room."""
    for po in ENGLISH:
        yield from catalogue.read(po)


def _places(words: str) -> set[str]:
    return set(PLACE.findall(words))
