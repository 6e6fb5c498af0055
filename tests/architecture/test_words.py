"""Every word that the house shows to people is said in English too, with the same places to fill in."""

import re
from collections import Counter

from linli.ground.look import catalogue, untranslated
from tests.architecture.house import ROOT

HOUSE = ROOT / "linli"
ENGLISH = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\((\w+)\)")


def test_every_word_of_the_house_is_said_in_english() -> None:
    assert untranslated.missing(HOUSE, ENGLISH) == []


def test_no_message_is_translated_twice() -> None:
    said = Counter(message.key for message in catalogue.read(ENGLISH))

    assert [key for key, times in said.items() if times > 1] == []


def test_english_fills_in_what_chinese_does_except_that_months_have_names() -> None:
    wrong = {
        message.words: translation
        for message in catalogue.read(ENGLISH)
        for translation in message.translations
        if message.words and (_places(translation) ^ _places(message.words)) - {"month", "month_name"}
    }

    assert wrong == {}


def _places(words: str) -> set[str]:
    return set(PLACE.findall(words))
