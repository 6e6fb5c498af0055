"""Folding: one form for what people mean the same."""

from hypothesis import given
from hypothesis import strategies as st

from civics.text.normal import fold, fold_keeping_length, squeeze


def test_full_width_signs_become_ordinary_ones() -> None:
    assert fold("ＡＢＣ１２３（３＃）　楼") == "abc123(3#) 楼"


def test_runs_of_blanks_and_stars_become_one() -> None:
    assert fold("  我叫  张**** \n\t 电话 *****************。") == "我叫 张* 电话 *。"


def test_addresses_on_the_web_are_left_out() -> None:
    assert fold("见https://example.org/a?b=1。谢谢") == "见。谢谢"


def test_nothing_but_white_space_is_nothing() -> None:
    assert squeeze(" \u3000\n\t ") == ""


@given(st.text())
def test_folding_for_positions_keeps_every_position(text: str) -> None:
    assert len(fold_keeping_length(text)) == len(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_squeezed_stays_as_it_is_when_squeezed_again_without_web_addresses(text: str) -> None:
    once = squeeze(
        text.replace("h", "").replace("H", "").replace("ｈ", "").replace("Ｈ", "").replace("ⓗ", "")
    )

    assert squeeze(once) == once
