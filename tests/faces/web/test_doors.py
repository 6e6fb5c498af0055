"""Whoever holds a post sees the doors it opens and no others; everyone finds what is theirs under 我的."""

import pytest

from linli.faces.web import doors
from tests.street import Street

pytestmark = pytest.mark.django_db

ALL = ["今天", "来信", "话题", "看板", "会议", "投票", "办理", "公开", "评议", "报表", "户籍"]
OPEN = {
    "gu_min": ALL,
    "he_zhiqiang": ["今天", "来信", "话题", "看板", "报表", "户籍"],
    "zhao_qi": ["今天", "来信", "话题", "看板", "报表"],
    "wu_dan": ["户籍"],
    "fang_ning": ["户籍"],
    "luo_yongfu": ["公开"],
    "shen_an": [],
    "xu_lei": [],
}


@pytest.mark.parametrize("who", OPEN)
def test_the_desk_shows_the_tabs_that_open_and_each_of_them_opens(street: Street, who: str) -> None:
    tabs = doors.tabs("/desk/", street.by(who))
    client = street.client(who)

    assert [tab.label for tab in tabs] == OPEN[who]
    assert [client.get(tab.url).status_code for tab in tabs] == [200] * len(tabs)


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("/desk/", "今天"),
        ("/desk/bodies/3/", "会议"),
        ("/desk/letters/", "来信"),
        ("/desk/visits/", "来信"),
        ("/desk/notices/new/", "公开"),
        ("/desk/calls/", "评议"),
        ("/desk/matters/1/", "看板"),
        ("/desk/people/areas/", "户籍"),
    ],
)
def test_a_page_stands_behind_its_tab(street: Street, path: str, tab: str) -> None:
    assert [one.label for one in doors.tabs(path, street.by("gu_min")) if one.current] == [tab]


def test_a_resident_finds_votes_messages_and_who_read_their_card_under_mine(street: Street) -> None:
    words = [str(word) for _url, word, _note in doors.mine(street.by("shen_an"))]

    assert words == ["我说过的", "消息", "投票", "日历", "谁看过我的资料"]
    client = street.client("shen_an")
    assert [client.get(url).status_code for url, _word, _note in doors.mine(street.by("shen_an"))] == [
        200
    ] * 5


def test_whoever_works_finds_their_desk_and_tasks_there_too(street: Street) -> None:
    rows = doors.mine(street.by("luo_yongfu"))

    assert str(rows[0][1]) == "工作台"
    assert "我的任务" in [str(word) for _url, word, _note in rows]
    assert street.client("luo_yongfu").get(rows[0][0]).status_code == 200
