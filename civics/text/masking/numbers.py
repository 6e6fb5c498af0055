"""Telephone, identity card and bank card numbers, also spaced, dashed, in full width or written in characters."""

import re
from dataclasses import dataclass

from civics.text.shapes import Mask

__all__ = ["find_numbers"]

RUN = re.compile(r"\d+(?:[ \-—–.·()]{1,2}\d+)*[Xx]?")
PIECE = re.compile(r"\d+[Xx]?")
SPOKEN = re.compile(
    r"(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺])"
)
CALLED = re.compile(
    r"(?:电话|座机|手机|联系方式|致电|拨打|来电|热线|[Tt][Ee][Ll]|传真)[号码]*(?:是|为|:|：|\s|\()*$"
)
CARD_CALLED = re.compile(r"(?:卡号|银行卡|储蓄卡|信用卡|账号|帐号|账户|帐户|打款到|转到)(?:是|为|:|：|\s)*$")
ID_CALLED = re.compile(r"身份证(?:号码?|号)?(?:是|为|:|：|\s)*$")
CONTEXT = 12

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Found:
    """What a row of digits looks like."""

    kind: str
    reason: str


def find_numbers(plain: str) -> list[Mask]:
    """Find numbers that belong to a person in a text of half-width digits. O(length)."""
    masks = [Mask(m.start(), m.end(), "phone", "用汉字写的手机号") for m in SPOKEN.finditer(plain)]
    for run in RUN.finditer(plain):
        pieces = [(run.start() + p.start(), run.start() + p.end()) for p in PIECE.finditer(run[0])]
        masks.extend(_in_run(plain, pieces))
    return masks


def _in_run(plain: str, pieces: list[tuple[int, int]]) -> list[Mask]:
    masks, first = [], 0
    while first < len(pieces):
        for last in range(min(len(pieces), first + 19) - 1, first - 1, -1):
            start, end = pieces[first][0], pieces[last][1]
            digits = "".join(plain[a:b] for a, b in pieces[first : last + 1])
            found = _looks_like(digits, plain[max(0, start - CONTEXT) : start], last - first)
            if found:
                masks.append(Mask(_with_country(plain, start), end, found.kind, found.reason))
                first = last
                break
        first += 1
    return masks


def _looks_like(digits: str, before: str, breaks: int) -> Found | None:
    if _is_id_number(digits):
        return Found("id_number", "像身份证号，校验位相符")
    if ID_CALLED.search(before) and len(digits) in {15, 18}:
        return Found("id_number", "前面写着身份证")
    bare = re.sub(r"^(?:00)?86(?=1[3-9]\d{9}$)", "", digits)
    if re.fullmatch(r"1[3-9]\d{9}", bare):
        return Found("phone", "像手机号")
    if re.fullmatch(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}(?:\d{1,4})?", digits) and (
        len(digits) <= 12 or breaks
    ):
        return Found("landline", "像带区号的固定电话")
    if re.fullmatch(r"[2-8]\d{6,7}", digits) and CALLED.search(before):
        return Found("landline", "前面写着电话")
    if re.fullmatch(r"\d{16,19}", digits) and (_passes_luhn(digits) or CARD_CALLED.search(before)):
        return Found("bank_card", "像银行卡号")
    if re.fullmatch(r"\d{9,25}", digits) and CARD_CALLED.search(before):
        return Found("bank_card", "前面写着卡号或账号")
    return None


def _is_id_number(digits: str) -> bool:
    """Check an identity number of 18 signs by its date and its last sign (GB 11643-1999)."""
    if not re.fullmatch(r"[1-9]\d{16}[\dXx]", digits):
        return False
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if not (1880 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits[:17], strict=True))
    return CHECKS[total % 11] == digits[17].upper()


def _passes_luhn(digits: str) -> bool:
    """Check a card number by its last digit (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _with_country(plain: str, start: int) -> int:
    """Take a plus sign or an opening bracket before the number along."""
    while start > 0 and plain[start - 1] in "+(":
        start -= 1
    return start
