"""Understands single cells: what Excel and people make of names, numbers, dates and codes. Never guesses."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from unicodedata import is_normalized

from linli.ground.lib import identity, money
from linli.ground.lib.text import half_width, tidy
from linli.ground.people import phones
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.sheets.faults import FaultKind

Cell = str | int | float | bool | date | datetime | time | timedelta

# han: what people write into cells
BLANKS = frozenset(
    {"无", "没有", "/", "\\", "-", "--", "—", "——", "－", "N/A", "n/a", "#N/A", "无手机", "无电话", "不详"}
)
"""What people write for "nothing": taken as an empty cell where a cell may be empty."""

YES, NO = "是", "否"  # han: how a tick is written into a table
LONGEST_NAME, LONGEST_PLACE, LONGEST_NUMBER = 60, 40, 20
_ID_DIGITS, _ID_ROUNDED = 10**14, "000"
_MOBILE_FROM = 10**10
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(2, 73051)  # 1900-01-01 to 2100-01-01 in the 1900 date system
_EARLIEST = date(1900, 1, 1)
_LARGEST_AREA = 10_000_000
_FLOORS = range(-10, 200)

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2}))(?:[-/.月]([0-9]{1,2}))日?(?:[ T]0?0:00(?::00)?)?")
_SOLID_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"[0-9]{4}(?:[-/.年][0-9]{1,2}月?)?|[0-9]{6}")
_FLOOR = re.compile(r"(-?[0-9]{1,3})(?:楼|层|F)?")
_BASEMENT = re.compile(r"(?:B|负|地下)([0-9])(?:楼|层)?")
_ONLY_NUMBER = re.compile(r"([0-9]+)(?:#|号)?")
_BETWEEN_NAMES = re.compile(r"[,，、;；/\n]+|\s{2,}")

# han: what people write into cells
USES = {
    word: use
    for use, words in {
        HomeUse.DWELLING: "住宅 居住 民宅 住房 自住 dwelling",
        HomeUse.SHOP: "商铺 商业 店铺 底商 门面 商业用房 shop",
        HomeUse.OFFICE: "办公 写字楼 办公用房 office",
        HomeUse.PARKING: "车位 车库 停车位 地下车位 parking",
        HomeUse.OTHER: "其他 其它 储藏室 仓库 other",
    }.items()
    for word in words.split()
}
# han: what people write into cells
TIES = {
    word: tie
    for tie, words in {
        Tie.HEAD: "户主 本人 head",
        Tie.SPOUSE: "配偶 妻 妻子 夫 丈夫 老婆 老公 爱人 spouse",
        Tie.CHILD: "子女 子 女 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 之子 之女 "
        "养子 养女 继子 继女 child",
        Tie.PARENT: "父母 父 母 父亲 母亲 之父 之母 岳父 岳母 公公 婆婆 公婆 继父 继母 parent",
        Tie.TENANT: "租客 租户 承租人 房客 租住 tenant",
        Tie.OTHER: "其他家人 其他 其它 其他亲属 亲属 非亲属 祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 "
        "孙子 孙女 外孙 外孙女 儿媳 女婿 兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 兄 弟 姐 妹 侄子 侄女 外甥 保姆 other",
    }.items()
    for word in words.split()
}
# han: what people write into cells
OWNER_KINDS = {
    word: kind
    for kind, words in {
        OwnerKind.PERSON: "个人 自然人 私有 person",
        OwnerKind.COMPANY: "单位 企业 公司 法人 集体 国有 company",
        OwnerKind.DEVELOPER: "建设单位 开发商 未售 未交付 开发公司 建设单位未售或未交付 developer",
    }.items()
    for word in words.split()
}
_LIKE_A_BODY = re.compile(
    r"公司|集团|银行|中心|学校|幼儿园|医院|合作社|委员会|居委会|村委会|街道|政府|厂$|店$|局$|所$"
)
_LONG_FOR_A_PERSON = 16


class Wrong(Exception):
    """A cell cannot be taken as it stands."""

    def __init__(self, kind: FaultKind) -> None:
        self.kind = kind
        super().__init__(kind)


def text(cell: Cell, longest: int) -> str:
    """Return a cell as one tidy line; whole numbers lose their “.0”.

    Raises:
        Wrong: Excel made a date of it, or it is too long.
    """
    if isinstance(cell, str):
        words = _line(cell)
    elif isinstance(cell, bool):
        words = YES if cell else NO
    elif isinstance(cell, int | float):
        words = _number_word(cell)
    else:
        raise Wrong(FaultKind.IS_DATE)
    if len(words) > longest:
        raise Wrong(FaultKind.TOO_LONG)
    return words


def optional(cell: Cell, longest: int) -> str:
    """Return a cell as text, empty when people wrote a word for “nothing”."""
    words = text(cell, longest)
    return "" if words in BLANKS else words


def person(cell: Cell) -> str:
    """Return a name without the blanks people put between two characters (张　三 → 张三)."""
    words = optional(cell, LONGEST_NAME)
    return words if words.isascii() else words.replace(" ", "")


def building(cell: Cell) -> str:
    """Return a building's name; a bare number is one: 3, 3#, 3号 → 3号楼."""
    return _named(cell, "号楼")  # han: part of an address


def stairwell(cell: Cell) -> str:
    """Return a stairwell's name; a bare number is one: 2 → 2单元."""
    return _named(cell, "单元")  # han: part of an address


def home_number(cell: Cell) -> str:
    """Return a home's number as it stands on the door: 101室 → 101."""
    return text(cell, LONGEST_NUMBER).removesuffix("室").strip()  # han: part of an address


def phone(cell: Cell) -> str:
    """Return a phone number in the form that is stored, or nothing.

    Raises:
        Wrong: it cannot be called, or Excel wrote it as 1.38E+10.
    """
    words = (
        f"{cell:.0f}" if isinstance(cell, float) and cell >= _MOBILE_FROM else optional(cell, LONGEST_PLACE)
    )
    if not words:
        return ""
    if _SCIENTIFIC.fullmatch(words):
        raise Wrong(FaultKind.PHONE_AS_NUMBER)
    found = phones.e164(words)
    if found is None:
        raise Wrong(FaultKind.PHONE)
    return found


def id_number(cell: Cell) -> str:
    """Return an identity number that GB 11643 allows, or nothing.

    Raises:
        Wrong: Excel made a number of it (fifteen digits is all a float keeps), or it cannot be right.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _ID_DIGITS:
        raise Wrong(FaultKind.ID_AS_NUMBER)
    number = identity.plain(optional(cell, LONGEST_PLACE))
    if not number:
        return ""
    if _SCIENTIFIC.fullmatch(number):
        raise Wrong(FaultKind.ID_AS_NUMBER)
    if identity.is_right(number):
        return number
    if len(number) != identity.LENGTH:
        raise Wrong(FaultKind.ID_LENGTH)
    raise Wrong(FaultKind.ID_ROUNDED if number.endswith(_ID_ROUNDED) else FaultKind.ID_CHECK)


def day(cell: Cell, today: date) -> date | None:
    """Return a day, or None for an empty cell: a date, Excel's serial number, or text with year first.

    Raises:
        Wrong: it is no day, lacks the day, lies before 1900 or after today.
    """
    found = _plain_day(cell)
    if found is not None and not _EARLIEST <= found <= today:
        raise Wrong(FaultKind.DATE_OUTSIDE)
    return found


def area(cell: Cell) -> int | None:
    """Return an area in 0.01 m², or None for an empty cell.

    Raises:
        Wrong: no number, more than two decimals, or no area a home can have.
    """
    if isinstance(cell, float) and isfinite(cell * 100):
        hundredths = round(cell * 100)
        if abs(cell * 100 - hundredths) > 1e-6 * max(1.0, abs(cell)):
            raise Wrong(FaultKind.AREA)
    else:
        words = optional(cell, LONGEST_PLACE)
        if not words:
            return None
        known = money.square_centi(words)
        if known is None:
            raise Wrong(FaultKind.AREA)
        hundredths = known
    if not 0 < hundredths < 100 * _LARGEST_AREA:
        raise Wrong(FaultKind.AREA_OUTSIDE)
    return hundredths


def use(cell: Cell) -> HomeUse | None:
    """Return what a home is used for, or None for an empty cell.

    Raises:
        Wrong: the word is not known.
    """
    words = optional(cell, LONGEST_PLACE)
    if words and words not in USES:
        raise Wrong(FaultKind.USE)
    return USES.get(words)


def tie(cell: Cell) -> Tie | None:
    """Return how a person belongs to the household, or None for an empty cell.

    Raises:
        Wrong: the word is not known.
    """
    words = optional(cell, LONGEST_PLACE)
    if words and words not in TIES:
        raise Wrong(FaultKind.TIE)
    return TIES.get(words)


def owner_kind(cell: Cell) -> OwnerKind | None:
    """Return what kind of owner owns, or None for an empty cell.

    Raises:
        Wrong: the word is not known.
    """
    words = re.sub(r"[()（）]", "", optional(cell, LONGEST_PLACE))
    if words and words not in OWNER_KINDS:
        raise Wrong(FaultKind.OWNER_KIND)
    return OWNER_KINDS.get(words)


def floor(cell: Cell) -> int | None:
    """Return the floor, below ground negative, or None for an empty cell.

    Raises:
        Wrong: no floor a house can have.
    """
    words = optional(cell, LONGEST_PLACE).upper()
    if not words:
        return None
    number = None
    if match := _FLOOR.fullmatch(words):
        number = int(match[1])
    elif match := _BASEMENT.fullmatch(words):
        number = -int(match[1])
    if number is None or number not in _FLOORS:
        raise Wrong(FaultKind.FLOOR)
    return number


def names(cell: Cell) -> tuple[str, ...]:
    """Return the names in one cell, parted by commas, dots, slashes or wide gaps."""
    if isinstance(cell, str):
        parts = _BETWEEN_NAMES.split(half_width(cell.replace("　", "  ")))
        return tuple(name for part in parts if (name := person(part)))
    name = person(cell)
    return (name,) if name else ()


def id_numbers(cell: Cell) -> tuple[str, ...]:
    """Return the identity numbers in one cell, parted as names are.

    Raises:
        Wrong: as in `id_number`.
    """
    if not isinstance(cell, str):
        number = id_number(cell)
        return (number,) if number else ()
    return tuple(number for part in _BETWEEN_NAMES.split(half_width(cell)) if (number := id_number(part)))


def is_like_a_body(name: str) -> bool:
    """Say whether an owner's name looks like a company rather than a person."""
    return bool(_LIKE_A_BODY.search(name)) or len(name) > _LONG_FOR_A_PERSON


def shown(cell: Cell) -> str:
    """Return a cell as it is written into the workbook of faulty rows: what was broken stays visibly broken."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, int | float):
        return f"{cell:.5E}" if abs(cell) >= _ID_DIGITS else _number_word(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _line(cell: str) -> str:
    """Return text as one tidy line; the many plain cells are told quickly (a third of the time of reading a table)."""
    words = cell if cell.isascii() else half_width(cell)
    if not (words.isprintable() and is_normalized("NFC", words)):
        words = tidy(words.replace("\t", " "))
    return " ".join(words.split())


def _number_word(cell: float) -> str:
    return str(int(cell)) if float(cell).is_integer() else repr(float(cell))


def _named(cell: Cell, ending: str) -> str:
    words = optional(cell, LONGEST_PLACE).replace(" ", "")
    match = _ONLY_NUMBER.fullmatch(words)
    return f"{int(match[1])}{ending}" if match else words


def _plain_day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, time | timedelta | bool):
        raise Wrong(FaultKind.DATE)
    if isinstance(cell, int | float) and isfinite(cell) and int(cell) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(cell))
    words = optional(cell, LONGEST_PLACE)
    if not words:
        return None
    match = _DATE.fullmatch(words) or _SOLID_DATE.fullmatch(words)
    if match is None:
        raise Wrong(FaultKind.DATE_WITHOUT_DAY if _MONTH.fullmatch(words) else FaultKind.DATE)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise Wrong(FaultKind.DATE) from error
