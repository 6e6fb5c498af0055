"""Where a text speaks of: the names of compounds, roads, villages, schools and firms in it, found by their endings."""

import re

__all__ = ["find_places"]

ENDINGS = "小区|花园|家园|新城|之城|广场|大道|学院|大学|中学|小学|医院|公园|市场|公寓|大厦|社区|街道|苑|城|镇|村|路|街|府|园"
REGION = r"(?:[a-z]\d*[市区县州])+"
PLACE = re.compile(rf"{REGION}(?P<name>[\u4e00-\u9fff·.]{{2,8}}?(?:{ENDINGS}))")


def find_places(text: str) -> tuple[list[str], list[str]]:
    """Split a folded text into the names of places in it and the stretches between them."""
    names, rest, end = [], [], 0
    for match in PLACE.finditer(text):
        names.append(match["name"])
        rest.append(text[end : match.start()])
        end = match.end()
    rest.append(text[end:])
    return names, rest
