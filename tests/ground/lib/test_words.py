"""What is done to words and numbers before people see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.lib.bigrams import terms
from linli.ground.lib.money import fen, square_centi, square_metres, yuan
from linli.ground.lib.text import clip, half_width, id_in, masked_name, masked_phone, tidy


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张桂兰", "张*"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("林", "林*"),
        ("", "*"),
        (" 周敏 ", "周*"),
        ("Ann", "A*"),
    ],
)
def test_names_in_lists_show_the_surname_alone(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize("words", ["", "-1", "1.0", "１２", "1e3", " 1", "1" * 19, "²"])
def test_what_is_no_id_in_plain_digits_names_nothing(words):
    assert id_in(words) is None


def test_an_id_in_plain_digits_is_that_id():
    assert (id_in("7"), id_in("9" * 18)) == (7, 10**18 - 1)


def test_phones_in_lists_show_the_first_three_and_last_four_digits():
    assert masked_phone("+8613800138000") == "138****8000"


def test_a_short_number_shows_nothing():
    assert masked_phone("10086") == "****"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("１２．５０", 1250),
        ("¥1,234.50元", 123450),
        ("-3.05", -305),
        ("0", 0),
        ("1,2345", None),
        ("12.345", None),
        ("一百", None),
        ("", None),
        ("nan", None),
        ("1e99", None),
        ("Infinity", None),
    ],
)
def test_amounts_are_whole_fen_or_nothing(written, amount):
    assert fen(written) == amount


@given(st.integers(-(10**14), 10**14))
def test_an_amount_written_for_people_reads_back_as_itself(amount):
    assert fen(yuan(amount).replace("−", "-")) == amount


@given(st.integers(0, 10**10))
def test_an_area_written_for_people_reads_back_as_itself(area):
    assert square_centi(square_metres(area) + "㎡") == area


def test_full_width_digits_and_spaces_fold():
    assert half_width("１２号楼　３单元（Ａ）") == "12号楼 3单元(A)"


def test_tidying_drops_control_characters_and_keeps_line_breaks():
    assert tidy("  车棚\u200b 漏水\r\n\x00  插座也湿了 \n") == "车棚 漏水\n插座也湿了"


@given(st.text())
def test_tidying_twice_changes_nothing_more(words):
    assert tidy(tidy(words)) == tidy(words)


def test_clipping_keeps_to_the_length():
    assert clip("北门车棚\n漏水了好几天", 6) == "北门车棚…"
    assert clip("漏水", 6) == "漏水"


def test_search_terms_are_pairs_of_han_characters_and_whole_latin_words():
    assert terms("北门车棚漏水 WiFi 3号楼") == {"北门", "门车", "车棚", "棚漏", "漏水", "wifi", "3", "号楼"}


def test_a_single_character_is_a_term_of_its_own():
    assert terms("灯，灭了") == {"灯", "灭了"}


@given(st.text(alphabet="北门车棚漏水电梯", min_size=2, max_size=2), st.text(), st.text())
def test_every_two_character_word_of_a_text_is_found(word, before, after):
    assert terms(word) <= terms(f"{before}，{word}，{after}")
