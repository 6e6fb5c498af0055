"""Plates of vehicles, mail addresses, chat accounts and single homes."""

import re

from civics.text.shapes import Mask

__all__ = ["find_marks"]

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
SIGN = "A-HJ-NP-Za-hj-np-z0-9"
PLATE = re.compile(
    rf"[{PROVINCES}][A-Za-z][·•.\- ]?"
    rf"(?=[{SIGN}]*\d)(?:[DFdf][{SIGN}]\d{{4}}|\d{{5}}[DFdf]|[{SIGN}]{{4}}(?:[{SIGN}]|[挂学警港澳领]))"
    r"(?![A-Za-z0-9])"
)
PLATE_CALLED = re.compile(
    r"(?:车牌号?|车号|牌照)(?:是|为|:|：|尾号|\s)*(?P<it>(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{3,7})(?![A-Za-z0-9])"
)
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
WECHAT = re.compile(
    r"(?:微信号?|威信|薇信|[Ww]ei[Xx]in|[Vv]信|加[Vv]|\b[VvWw][Xx])(?:账?号)?(?:是|为|同号?|:|：|\s)*"
    r"(?P<it>[A-Za-z][A-Za-z0-9_-]{5,19}|\d{5,10}(?!\d))"
)
QQ = re.compile(r"(?:[Qq]{2}|扣扣|企鹅)(?:号|群)?(?:是|为|:|：|\s)*(?P<it>[1-9]\d{4,10})(?!\d)")
HOME = re.compile(
    r"(?:[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|栋|幢|座|#楼?|号)?[ \-—]?"
    r"(?:(?:[A-Za-z]|\d{1,2}|[一二三四五六七八九十])(?:单元|门|梯)[ \-—]?)?"
    r"(?P<room>\d{3,4})(?:室|房|户|号房)?(?![\d元米年月平块万%个人点分℃·.])"
)

KINDS = (
    (MAIL, "email", "像电子邮箱"),
    (PLATE, "plate", "像车牌号"),
    (PLATE_CALLED, "plate", "前面写着车牌"),
    (WECHAT, "wechat", "前面写着微信"),
    (QQ, "qq", "前面写着 QQ"),
)


def find_marks(plain: str) -> list[Mask]:
    """Find plates (also of new-energy vehicles), mail and chat accounts, and homes given to the door. O(length)."""
    masks = []
    for pattern, kind, reason in KINDS:
        for match in pattern.finditer(plain):
            part = "it" if "it" in pattern.groupindex else 0
            masks.append(Mask(match.start(part), match.end(part), kind, reason))
    masks.extend(
        Mask(m.start(), m.end(), "home", "写到了具体哪一户") for m in HOME.finditer(plain) if _is_home(m[0])
    )
    return masks


def _is_home(found: str) -> bool:
    """A building (or stairwell) and a door, or a room that says it is one: a bare number is neither."""
    return re.search(r"号楼|栋|幢|座|#|单元|门|梯", found) is not None or found[-1] == "室"
