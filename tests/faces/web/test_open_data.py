"""The open data: every night, whole files, every column explained, and nothing that is not public."""

import csv
import io
import json
from datetime import timedelta

import pytest

from linli.circle.disclose.actions import sheets
from linli.circle.listen.actions import masks, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience
from linli.circle.listen.models import Voice
from linli.commons.notices.actions import drafts
from linli.faces.web import tasks
from linli.faces.web.actions import open_data
from linli.faces.web.queries.open_data import DATASETS
from linli.ground.people.models import Account, Resident
from tests.circle.decide.conftest import hall_of
from tests.circle.disclose.conftest import filled
from tests.circle.evaluate.conftest import TO_DISCLOSED, matter_of, walked
from tests.circle.evaluate.conftest import opened as evaluated
from tests.commons.notices.conftest import words
from tests.faces.web.test_matter import opened
from tests.street import NOW

pytestmark = pytest.mark.django_db

SECRET = "绝密丁香"


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


def heard(street, text, *, audience=Audience.PUBLIC, publish=True):
    said = Said(text=text, audience=audience)
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)
    if publish:
        masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    return voice


def files():
    return {path.name: path.read_text(encoding="utf-8") for path in open_data.folder().iterdir()}


class TestWriting:
    def test_what_is_public_is_written_with_a_mark_that_excel_knows(self, street):
        heard(street, "路灯不亮了")
        matter = opened(street)
        number = tasks.write_open_data(NOW)
        content = files()
        rows = list(csv.DictReader(io.StringIO(content["voices.csv"].lstrip("\ufeff"))))

        assert number == 2
        assert content["voices.csv"].startswith("\ufeff")
        assert [(row["text"], row["community"], row["said_on"]) for row in rows] == [
            ("路灯不亮了", "槐荫里社区", "2026-11-20")
        ]
        told = json.loads(content["matters.json"])
        assert [(row["id"], row["title"], row["stage"]) for row in told["rows"]] == [
            (matter.pk, matter.title, "听到了")
        ]
        assert told["licence"] == "CC BY 4.0"
        assert set(told["columns"]) == set(told["rows"][0])

    def test_words_that_excel_would_take_for_a_formula_are_only_words(self, street):
        heard(street, '=HYPERLINK("http://boese.example","看这里")')
        tasks.write_open_data(NOW)
        row = next(csv.DictReader(io.StringIO(files()["voices.csv"].lstrip("\ufeff"))))

        assert row["text"].startswith("'=HYPERLINK")

    def test_a_new_night_replaces_the_old_files_and_leaves_no_halves(self, street):
        tasks.write_open_data(NOW)
        heard(street, "新的一句")
        tasks.write_open_data(NOW + timedelta(days=1))
        names = {f"{one.name}.{kind}" for one in DATASETS for kind in ("csv", "json")}

        assert set(files()) == {*names, "index.json"}
        assert "新的一句" in files()["voices.csv"]
        assert json.loads(files()["index.json"])["voices"]["rows"] == 1


class TestNothingPrivate:
    def test_a_secret_in_every_private_place_is_in_no_file(self, street):
        heard(street, f"{SECRET}只给工作人员", audience=Audience.STAFF, publish=False)
        heard(street, f"{SECRET}还没检查", publish=False)
        shown = heard(street, "公开的一句")
        matter = opened(street)
        Resident.objects.update(name=f"{SECRET}名")
        Account.objects.update(pseudonym=f"{SECRET}号"[:30])
        Voice.objects.filter(pk=shown.pk).update(
            consent_note="", place_words=f"{SECRET}处", said_key=f"{SECRET}钥", matter=matter
        )
        tasks.write_open_data(NOW)
        content = files()

        assert "公开的一句" in content["voices.csv"]
        assert [name for name, text in content.items() if SECRET in text] == []

    def test_drafts_open_votes_and_running_ratings_are_in_no_file(self, street):
        drafts.draft(by=street.by("gu_min"), draft=words(street, title=f"{SECRET}草稿"), at=NOW)
        sheets.keep(by=street.by("luo_yongfu"), filled=filled(street, words=f"{SECRET}还没公布"), at=NOW)
        hall = hall_of(street)
        running = hall.secret(question=f"{SECRET}还在投")
        hall.cast(running, "shen_an")
        going = evaluated(street, walked(street, matter_of(street), *TO_DISCLOSED))
        going.rate("shen_an", words=f"{SECRET}评语")
        tasks.write_open_data(NOW)
        content = files()

        assert [name for name, text in content.items() if SECRET in text] == []
        assert json.loads(content["results.json"])["rows"] == []

    def test_no_column_names_a_person(self):
        names = {name for one in DATASETS for name, _words in one.columns}

        assert names & {"author", "name", "phone", "signature", "resident", "account", "owner"} == set()


class TestReading:
    def test_anyone_finds_the_files_their_dates_and_their_columns(self, street, client):
        assert "今晚第一次写" in client.get("/open-data/").content.decode()
        heard(street, "路灯不亮了")
        tasks.write_open_data(NOW)
        page = client.get("/open-data/").content.decode()
        file = client.get("/open-data/voices.csv")

        assert "1行，写于11月20日10:00" in page
        assert "多少人说“我也是”" in page
        assert (file.status_code, file["Content-Type"]) == (200, "text/csv; charset=utf-8")
        assert "路灯不亮了" in b"".join(file.streaming_content).decode()

    @pytest.mark.parametrize("name", ["people.csv", "voices.sqlite3", "index.json", "..csv"])
    def test_nothing_else_can_be_fetched(self, street, client, name):
        tasks.write_open_data(NOW)

        assert client.get(f"/open-data/{name}").status_code == 404
