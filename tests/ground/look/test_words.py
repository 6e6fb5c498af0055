"""Translations: compiled as gettext would, complete, and with the same places to fill in."""

import gettext
import io
import re
from pathlib import Path

import pytest

from linli.ground.look import bundle, catalogue, untranslated

ENGLISH = bundle.HERE.parents[1] / "locale" / "en" / "LC_MESSAGES" / "django.po"

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def spoken(tmp_path: Path, entries: str) -> gettext.GNUTranslations:
    """What Python's own gettext reads out of our compiled file."""
    source = tmp_path / "django.po"
    source.write_text(HEAD + entries, "utf-8")
    return gettext.GNUTranslations(io.BytesIO(catalogue.compiled(catalogue.read(source))))


def test_a_message_is_found_by_its_words_its_context_and_its_number(tmp_path: Path) -> None:
    words = spoken(
        tmp_path,
        'msgid "听"\nmsgstr "listen"\n\nmsgctxt "stage"\nmsgid "听"\nmsgstr "hear"\n\n'
        'msgid "%(n)s天"\nmsgid_plural "%(n)s天"\nmsgstr[0] "%(n)s day"\nmsgstr[1] "%(n)s days"\n',
    )

    assert (words.gettext("听"), words.pgettext("stage", "听")) == ("listen", "hear")
    assert [words.ngettext("%(n)s天", "%(n)s天", n) for n in (1, 2)] == ["%(n)s day", "%(n)s days"]


def test_long_words_go_over_several_lines_and_quotes_are_kept(tmp_path: Path) -> None:
    words = spoken(tmp_path, 'msgid ""\n"一句"\n"话"\nmsgstr ""\n"a \\"word\\"\\n"\n"more"\n')

    assert words.gettext("一句话") == 'a "word"\nmore'


def test_doubtful_and_empty_translations_are_left_out(tmp_path: Path) -> None:
    words = spoken(tmp_path, '#, fuzzy\nmsgid "灯"\nmsgstr "candle"\n\nmsgid "门"\nmsgstr ""\n')

    assert (words.gettext("灯"), words.gettext("门")) == ("灯", "门")


def test_commented_out_entries_do_not_count(tmp_path: Path) -> None:
    words = spoken(tmp_path, '#~ msgid "灯"\n#~ msgstr "lamp"\n')

    assert words.gettext("灯") == "灯"


def test_a_line_that_means_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(catalogue.BadCatalogue, match=r"django.po, line 6: 'msgid 灯'"):
        spoken(tmp_path, "msgid 灯\n")


def test_the_same_words_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(catalogue.BadCatalogue, match="灯"):
        spoken(tmp_path, 'msgid "灯"\nmsgstr "lamp"\n\nmsgid "灯"\nmsgstr "light"\n')


def test_compiling_writes_only_what_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEAD + 'msgid "灯"\nmsgstr "lamp"\n', "utf-8")

    assert [path.name for path in catalogue.compile_all([tmp_path])] == ["django.mo"]
    assert catalogue.compile_all([tmp_path]) == []


def test_words_are_found_in_code_and_templates(tmp_path: Path) -> None:
    (tmp_path / "door.py").write_text(
        'ngettext("%(n)s条", "%(n)s条", n)\npgettext_lazy("stage", "听")\n_("好")\n', "utf-8"
    )
    (tmp_path / "page.html").write_text(
        '{% translate "灯" %}{% translate "家" context "ripple" %}{{ x|default:_("门") }}'
        "{% blocktranslate count n=n %}{{ n }}位{% plural %}{{ n }}位{% endblocktranslate %}",
        "utf-8",
    )

    assert untranslated.used(tmp_path) == {
        ("", "%(n)s条"),
        ("stage", "听"),
        ("", "好"),
        ("", "灯"),
        ("ripple", "家"),
        ("", "门"),
        ("", "%(n)s位"),
    }


def test_every_word_of_the_look_is_said_in_english() -> None:
    assert untranslated.missing(bundle.HERE, [ENGLISH]) == []


def test_a_translation_fills_in_what_the_original_does() -> None:
    def places(words: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", words))

    wrong = {
        message.words: translation
        for message in catalogue.read(ENGLISH)
        for translation in message.translations
        if message.words and places(translation) - places(message.words) - {"month_name"}
    }

    assert wrong == {}
