"""Feeds and calendars as their standards want them: RFC 4287 and RFC 5545; what is personal has a secret address."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from linli.circle.matters.choices import Step
from linli.faces.web.actions import calendars
from linli.faces.web.exports import atom, icalendar
from linli.faces.web.happenings import Happening
from linli.faces.web.models import CalendarKey
from linli.ground.journal.models import Entry
from tests.faces.web.test_matter import opened, walked
from tests.street import NOW

ATOM = {"a": "http://www.w3.org/2005/Atom"}
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def one(**more):
    return Happening(
        **{
            "name": "meeting-7",
            "title": "议事会",
            "since": AT,
            "until": AT + timedelta(hours=2),
            "path": "/meetings/7/",
            "changed_at": AT - timedelta(days=3),
            **more,
        }
    )


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").rstrip("\r\n").split("\r\n")


class TestCalendarFiles:
    def test_no_line_has_more_than_75_octets_and_no_character_is_torn(self):
        content = icalendar.written("槐荫里", [one(title="很长的标题，" * 40, words="逐条说明；" * 60)])

        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert all(line.decode() is not None for line in content.split(b"\r\n"))
        assert f"SUMMARY:{'很长的标题，' * 40}" in unfolded(content)

    def test_lines_of_exactly_75_octets_are_not_folded(self):
        assert icalendar.folded("X" * 75) == b"X" * 75 + b"\r\n"
        assert icalendar.folded("X" * 76) == b"X" * 75 + b"\r\n X\r\n"

    def test_signs_with_a_meaning_are_escaped_as_in_section_3_3_11(self):
        assert icalendar.escaped("a;b,c\\d\ne\r\nf\x00\x07g") == "a\\;b\\,c\\\\d\\ne\\nfg"

    def test_every_line_ends_with_both_signs_and_the_parts_are_in_pairs(self):
        content = icalendar.written("槐荫里", [one(), one(name="ballot-1")])

        assert content.count(b"\n") == content.count(b"\r\n")
        lines = unfolded(content)
        assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2

    def test_a_date_keeps_its_uid_counts_its_changes_and_can_be_called_off(self):
        lines = unfolded(icalendar.written("槐荫里", [one(changes=2, is_off=True)]))

        assert "UID:meeting-7@localhost" in lines
        assert "SEQUENCE:2" in lines
        assert "STATUS:CANCELLED" in lines
        assert "DTSTART:20261120T020000Z" in lines
        assert "DTEND:20261120T040000Z" in lines
        assert "DTSTAMP:20261117T020000Z" in lines


class TestAtomFiles:
    def test_a_feed_has_what_section_4_asks_for(self):
        feed = atom.Feed("m/1", "车棚", "/m/1/", "/m/1/feed.atom", "槐荫里社区")
        items = [atom.Item("entry/5", "商议过了 <b>&</b>\x00", AT, "/m/1/", "")]
        root = ET.fromstring(atom.written(feed, items, at=AT))
        entry = root.find("a:entry", ATOM)

        assert root.findtext("a:id", namespaces=ATOM) == "tag:localhost,2026:m/1"
        assert root.findtext("a:updated", namespaces=ATOM) == "2026-11-20T02:00:00Z"
        assert {link.get("rel") for link in root.findall("a:link", ATOM)} == {"self", "alternate"}
        assert entry.findtext("a:title", namespaces=ATOM) == "商议过了 <b>&</b>"
        assert entry.findtext("a:id", namespaces=ATOM) == "tag:localhost,2026:entry/5"
        assert entry.findtext("a:author/a:name", namespaces=ATOM) == "槐荫里社区"


@pytest.mark.django_db
class TestFeeds:
    def test_the_feed_of_a_matter_tells_its_steps_newest_first_and_nobodys_name(self, street, client):
        matter = walked(street, opened(street), Step.DELIBERATE, Step.DECIDE)
        answer = client.get(f"/m/{matter.pk}/feed.atom")
        root = ET.fromstring(answer.content)
        titles = [entry.findtext("a:title", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]

        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert titles == [f"{matter.title}：{words}" for words in ("作出了决定", "商议过了", "立为一件事")]
        assert "顾" not in answer.content.decode()

    def test_the_feed_of_a_community_holds_its_matters_and_no_other_ones(self, street, client):
        matter = walked(street, opened(street), Step.DELIBERATE)
        here = client.get(f"/feeds/{street.community.pk}/matters.atom").content.decode()
        there = client.get(f"/feeds/{street.willow.pk}/matters.atom").content.decode()

        assert matter.title in here
        assert matter.title not in there
        assert client.get("/feeds/999/matters.atom").status_code == 404
        assert client.get(f"/feeds/{street.b1.pk}/matters.atom").status_code == 404

    def test_an_entry_that_is_not_public_is_in_no_feed(self, street, client):
        matter = opened(street)
        Entry.objects.filter(matter_id=matter.pk).update(is_public=False)

        assert "<entry>" not in client.get(f"/m/{matter.pk}/feed.atom").content.decode()


@pytest.mark.django_db
class TestPersonalCalendars:
    def test_a_secret_address_opens_until_it_is_renewed_or_taken_back(self, street, client):
        first = calendars.make(by=street.by("shen_an"), at=NOW).secret
        second = calendars.make(by=street.by("shen_an"), at=NOW).secret

        assert client.get(f"/calendar/{first}.ics").status_code == 404
        opened_one = client.get(f"/calendar/{second}.ics")
        assert (opened_one.status_code, opened_one["Cache-Control"]) == (200, "private, no-store")
        calendars.revoke(by=street.by("shen_an"), at=NOW)
        assert client.get(f"/calendar/{second}.ics").status_code == 404

    def test_the_secret_lies_sealed_in_the_tables(self, street):
        secret = calendars.make(by=street.by("shen_an"), at=NOW).secret
        row = CalendarKey.objects.values_list("digest", flat=True).get()

        assert secret not in row
        assert Entry.objects.filter(verb="calendarkey.made", is_public=True).count() == 0

    @pytest.mark.parametrize(
        ("who", "page", "made"), [("nobody", 302, 302), ("qian_cheng", 200, 404), ("shen_an", 200, 302)]
    )
    def test_only_residents_have_one(self, street, who, page, made):
        client = street.client(who)

        assert client.get("/calendar/").status_code == page
        assert client.post("/calendar/new/").status_code == made
        assert CalendarKey.objects.count() == (who == "shen_an")
        assert client.post("/calendar/off/").status_code == 302
        assert CalendarKey.objects.count() == 0

    def test_the_page_shows_the_whole_address(self, street):
        client = street.client("shen_an")
        client.post("/calendar/new/")

        assert (
            f"/calendar/{CalendarKey.objects.get().secret}.ics" in client.get("/calendar/").content.decode()
        )

    def test_the_calendar_of_a_community_is_for_anyone(self, street, client):
        answer = client.get(f"/feeds/{street.community.pk}/calendar.ics")

        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert client.get("/feeds/999/calendar.ics").status_code == 404
