"""Names of places in running text."""

import pytest

from civics.text.normal import fold
from civics.text.places import find_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A5区劳动东路魅力之城小区临街门面油烟扰民", ["劳动东路", "魅力之城小区"]),
        ("投诉国贸金海岸小区附近搅拌站噪音扰民", ["国贸金海岸小区"]),
        ("我们是幸福里花园的业主", ["幸福里花园"]),
        ("关于观远里3号楼电梯的问题", ["观远里3号楼"]),
        ("厦门市思明区莲前街道国贸金海岸小区地下车库漏水", ["莲前街道", "国贸金海岸小区"]),
        ("太仓市城厢镇观远里北门", ["城厢镇"]),
        ("花园南路人行道坏了", ["花园南路"]),
        ("5号楼和6号楼之间", ["5号楼", "6号楼"]),
        ("咨询公积金贷款政策", []),
        ("小区里的道路没人管，社区和政府都不管", []),
        ("", []),
    ],
)
def test_places_are_told_by_how_they_end_and_what_stands_before_them(text: str, places: list[str]) -> None:
    assert find_places(fold(text)) == places


def test_a_run_of_endings_without_a_name_is_no_place() -> None:
    assert find_places("小区街道社区") == []


def test_an_endless_text_is_read_in_time() -> None:
    assert find_places("电梯" * 40_000) == []
