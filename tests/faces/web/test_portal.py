"""What anyone finds without signing in, and what a neighbour and staff find at home: at a fixed cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.listen.actions import masks, replies, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.matters.choices import Step
from linli.ground.journal.actions import deliveries
from tests.faces.web.test_matter import opened, text, walked
from tests.street import NOW

pytestmark = pytest.mark.django_db


def heard(street, words, who="shen_an"):
    voice = voices.say(by=street.by(who), place=street.b3.pk, said=Said(text=words), at=NOW)
    masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    return voice


def measured(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


class TestTheFront:
    def test_a_visitor_sees_stages_matters_words_and_what_is_late(self, street, client):
        heard(street, "路灯不亮了")
        walked(street, opened(street), Step.DELIBERATE)
        said = text(client.get("/"))

        for words in ("议过了 1", "北门车棚：充电要安全，下雨不能漏", "路灯不亮了", "开放数据"):
            assert words in said

    def test_several_communities_can_be_chosen(self, street, client):
        page = client.get(f"/?community={street.willow.pk}").content.decode()

        assert f'<option value="{street.willow.pk}" selected>' in page
        assert "槐荫里社区" in page


class TestMatters:
    def test_matters_are_listed_by_stage_and_by_words_of_two_characters(self, street, client):
        first, second = opened(street), walked(street, opened(street), Step.DELIBERATE)
        path = f"/m/?community={street.community.pk}"

        def listed(query):
            return set(re.findall(r'href="/m/(\d+)/"', client.get(path + query).content.decode()))

        assert listed("") == {str(first.pk), str(second.pk)}
        assert listed("&stage=deliberated") == {str(second.pk)}
        assert listed("&q=车棚") == {str(first.pk), str(second.pk)}
        assert listed("&q=车棚 漏油") == set()
        assert listed("&stage=nonsense") == {str(first.pk), str(second.pk)}

    def test_the_list_goes_on_by_keyset_and_names_each_matter_once(self, street, client):
        made = [opened(street).pk for _n in range(23)]
        seen, address = [], "/m/"
        while address:
            page = client.get(address).content.decode()
            seen += re.findall(r'href="/m/(\d+)/"', page)
            following = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
            address = "/m/" + following[1].replace("&amp;", "&") if following else ""

        assert sorted(map(int, seen)) == sorted(made)

    def test_a_cursor_that_is_none_is_refused_in_words(self, client, street):
        assert client.get("/m/?after=nonsense").status_code == 404

    @pytest.mark.parametrize("path", ["/", "/m/", "/search/?q=车棚"])
    @pytest.mark.parametrize("who", ["nobody", "shen_an"])
    def test_pages_cost_the_same_for_one_and_for_three(self, street, who, path):
        client = street.client(who)

        def grow():
            opened(street)
            heard(street, "北门车棚又漏了")

        grow()
        client.get(path)
        with_one = measured(client, path)
        grow(), grow()

        assert measured(client, path) == with_one


class TestSearch:
    def test_one_search_finds_voices_and_matters(self, street, client):
        heard(street, "北门车棚又漏了")
        opened(street)
        deliveries.deliver_due(at=NOW + timedelta(days=900), limit=999)
        found = text(client.get("/search/?q=车棚"))

        assert "北门车棚又漏了" in found
        assert "北门车棚：充电要安全，下雨不能漏" in found
        assert "没有找到" in text(client.get("/search/?q=飞船"))

    def test_words_that_are_not_public_are_not_found(self, street, client):
        voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="丁香还没检查"), at=NOW)
        deliveries.deliver_due(at=NOW + timedelta(days=900), limit=999)

        assert "没有找到" in text(client.get("/search/?q=丁香"))


class TestHome:
    def test_a_neighbour_sees_what_moves_near_home_and_the_bell(self, street):
        client = street.client("shen_an")
        opened(street)
        page = client.get("/").content.decode()

        assert "北门车棚：充" in page
        assert 'href="/messages/"' in page

    def test_care_mode_keeps_three_things(self, street):
        client = street.client("shen_an")
        opened(street)
        client.cookies["look"] = "care"
        page = client.get("/").content.decode()

        assert "正在走的事" not in page
        assert "verbs-care" in page

    def test_staff_come_to_their_desk(self, street):
        assert street.client("gu_min").get("/").url == "/desk/"
        assert street.client("zhao_qi").get("/").url == "/desk/"

    def test_those_who_read_no_voices_are_led_to_the_part_of_the_desk_that_is_theirs(self, street):
        led = {name: street.client(name).get("/desk/") for name in ("wu_dan", "zhao_qi", "shen_an")}

        assert led["wu_dan"].url == "/desk/people/"
        assert street.client("wu_dan").get("/desk/people/").status_code == 200
        assert (led["zhao_qi"].status_code, led["shen_an"].status_code) == (200, 403)

    def test_the_ring_of_an_answered_voice_is_closed(self, street):
        voice = heard(street, "三楼的灯不亮")
        client = street.client("shen_an")
        before = client.get("/").content.decode()
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="换好了。", at=NOW)
        after = client.get("/").content.decode()

        assert ["走完了" in one for one in (*_rings(before), *_rings(after))] == [False, True]


def _rings(page):
    """The labels of the small rings beside what one said."""
    part = page[page.index('id="h-mine"') :]
    return re.findall(r'aria-label="([^"]*)"', part[: part.index("</section>")])
