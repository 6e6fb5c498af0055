"""Suggestions, and models as bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.text import Classifier
from civics.text.archive import UnreadableArchive, packed
from civics.text.training import fit
from tests.civics.text.samples import labelled

MODEL = fit(labelled())


def test_a_suggestion_names_two_classes_a_margin_shares_and_words() -> None:
    one = MODEL.suggest("三单元电梯坏了，没人修")

    assert (one.first, one.second) == ("repairs", "noise")
    assert one.margin > 0
    assert 50 <= one.confidence <= 100
    assert one.confidence + one.confidence_second == 100
    assert any("坏" in word or "修" in word for word in one.words)


def test_words_are_stretches_of_the_text_itself() -> None:
    text = "半夜唱歌太吵"

    assert all(word in text for word in MODEL.suggest(text).words)


@pytest.mark.parametrize("text", ["", " \n ", "！？", "zzzz", "龘靐", "😀😀"])
def test_a_text_without_known_characters_is_answered_and_never_sure(text: str) -> None:
    one = MODEL.suggest(text)

    assert ({one.first, one.second}, one.sure, one.words) == ({"noise", "repairs"}, False, ())


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_a_model_written_and_read_again_suggests_the_same(text: str) -> None:
    again = Classifier.loads(MODEL.dumps())

    assert again.suggest(text) == MODEL.suggest(text)
    assert (again.scores(text) == MODEL.scores(text)).all()


def test_one_model_has_one_digest() -> None:
    assert Classifier.loads(MODEL.dumps()).digest == MODEL.digest
    assert fit(labelled(), version="2").digest != MODEL.digest


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"x" * 100,
        MODEL.dumps()[:-20],
        b"\x80\x04K\x01.",
        packed({"format": "classes 0"}, {}),
        packed({}, {}),
    ],
)
def test_other_bytes_are_refused_in_words(blob: bytes) -> None:
    with pytest.raises(UnreadableArchive, match="anew"):
        Classifier.loads(blob)
