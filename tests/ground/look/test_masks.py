"""Proposed masks are seen in their place."""

import pytest

from linli.ground.look.masks import Mask, Piece, pieces

TEXT = "找王建国，电话13800138000"
NAME = Mask(1, 4, "姓名", "王*")
PHONE = Mask(7, 18, "电话", "138****8000")


def test_a_text_is_cut_at_its_masks_in_order() -> None:
    assert pieces(TEXT, [PHONE, NAME]) == [
        Piece("找"),
        Piece("王建国", NAME),
        Piece("，电话"),
        Piece("13800138000", PHONE),
    ]


def test_a_text_without_masks_stays_whole() -> None:
    assert pieces("路灯不亮", []) == [Piece("路灯不亮")]


@pytest.mark.parametrize(
    "masks", [[Mask(1, 4, "", ""), Mask(3, 5, "", "")], [Mask(0, 99, "", "")], [Mask(2, 2, "", "")]]
)
def test_masks_that_cannot_be_are_refused(masks: list[Mask]) -> None:
    with pytest.raises(ValueError, match="lies over another one or outside the text"):
        pieces(TEXT, masks)
