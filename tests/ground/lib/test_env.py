"""Settings are read once, from the environment or from secret files, and nonsense is refused with a sentence."""

import pytest

from linli.ground.lib import env


def test_a_secret_file_wins_over_the_plain_setting(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("LINLI_TRY", "plain")
    monkeypatch.setenv("LINLI_TRY_FILE", str(tmp_path / "key"))

    assert env.text("LINLI_TRY") == "from the file"


def test_a_missing_secret_file_is_refused_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("LINLI_TRY_FILE", str(tmp_path / "nothing"))

    with pytest.raises(env.BadSetting, match=r"LINLI_TRY_FILE names .* cannot be read"):
        env.text("LINLI_TRY")


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("0", False), ("", True)])
def test_flags_read_yes_and_no(monkeypatch, written, meant):
    monkeypatch.setenv("LINLI_TRY", written)

    assert env.flag("LINLI_TRY", default=True) is meant


def test_a_flag_of_maybe_is_refused(monkeypatch):
    monkeypatch.setenv("LINLI_TRY", "maybe")

    with pytest.raises(env.BadSetting, match="write yes or no"):
        env.flag("LINLI_TRY", default=True)


def test_a_number_in_words_is_refused(monkeypatch):
    monkeypatch.setenv("LINLI_TRY", "many")

    with pytest.raises(env.BadSetting, match="write a whole number"):
        env.number("LINLI_TRY", 1)


def test_a_misspelt_setting_is_named(monkeypatch):
    monkeypatch.setenv("LINLI_HOTSS", "example.org")

    assert "LINLI_HOTSS" in env.unknown()


def test_a_postgresql_url_is_understood(tmp_path):
    read = env.database("postgresql://ann:p%40ss@db.example:5433/linli?sslmode=require", tmp_path / "x")

    assert (read["NAME"], read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == (
        "linli",
        "ann",
        "p@ss",
        "db.example",
        "5433",
    )
    assert read["OPTIONS"] == {"pool": True, "sslmode": "require"}


def test_another_database_is_refused(tmp_path):
    with pytest.raises(env.BadSetting, match="must begin with postgresql://"):
        env.database("mysql://localhost/linli", tmp_path / "x")
