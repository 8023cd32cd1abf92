"""The environment: every value that makes no sense stops the start with one line."""

import os
import stat
from pathlib import Path

import pytest

from courseware.environment import BadEnvironment, read_environment
from courseware.limits import Limits

KEY = "k" * 40


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def test_an_empty_environment_is_enough(base: Path) -> None:
    chosen = read_environment({}, base)

    assert (chosen.debug, chosen.https, chosen.limits) == (False, False, Limits())
    assert chosen.content_roots == (base / "content",)
    assert chosen.database["NAME"] == str(base / "var" / "framewise.sqlite3")
    assert chosen.hosts == ("localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("COURSEWARE_DEBUG", "maybe", "'maybe' is neither on nor off"),
        ("COURSEWARE_HTTPS", "2", "'2' is neither on nor off"),
        ("COURSEWARE_CONTENT_ROOTS", "content:nowhere", "there is no folder"),
        ("COURSEWARE_CONTENT_ROOTS", os.pathsep, "names no folder"),
        ("COURSEWARE_ORIGINS", "https://a:abc", "is not an origin"),
        ("COURSEWARE_DATA", "content/file/inside", "cannot make the folder"),
        ("COURSEWARE_HOSTS", "https://example.org", "'https://example.org' is not a host name"),
        ("COURSEWARE_ORIGINS", "example.org", "'example.org' is not an origin"),
        ("COURSEWARE_ORIGINS", "https://example.org/path", "is not an origin"),
        ("COURSEWARE_SECRET_KEY", "short", "at least 32 characters, this one has 5"),
        ("COURSEWARE_SECRET_KEY_FILE", "/nowhere/key", "No such file"),
        ("COURSEWARE_LIMITS", "runs=many", "runs must be a whole number above 0, not 'many'"),
        ("COURSEWARE_LIMITS", "runs=0", "runs must be a whole number above 0, not '0'"),
        ("COURSEWARE_LIMITS", "runs", "runs must be a whole number above 0, not ''"),
        ("COURSEWARE_LIMITS", "rnus=3", "no limit is called 'rnus'"),
        ("DATABASE_URL", "mysql://x/y", "'mysql' is no database we know"),
        ("DATABASE_URL", "nonsense", "'nonsense' is no database we know"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_an_example(base: Path, name: str, value: str, said: str) -> None:
    (base / "content" / "file").write_text("")

    with pytest.raises(BadEnvironment) as caught:
        read_environment({name: value}, base)

    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(f"{name}: ")
    assert said in line
    assert f"Example: {name}=" in line


def test_a_misspelt_name_is_not_ignored(base: Path) -> None:
    with pytest.raises(
        BadEnvironment, match="COURSEWARE_DEBGU: there is no such setting; did you mean COURSEWARE_DEBUG"
    ):
        read_environment({"COURSEWARE_DEBGU": "on"}, base)


def test_a_name_like_no_other_is_answered_with_all_of_them(base: Path) -> None:
    with pytest.raises(BadEnvironment, match="known are COURSEWARE_CONTENT_ROOTS, "):
        read_environment({"COURSEWARE_ZZZZZZZZZZ": "on"}, base)


def test_names_of_others_are_left_alone(base: Path) -> None:
    read_environment({"PATH": "/bin", "DJANGO_SETTINGS_MODULE": "x"}, base)


def test_a_folder_that_cannot_be_written_to_is_named(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(BadEnvironment, match="cannot be written to"):
        read_environment({}, base)


def test_the_key_is_made_once_and_private(base: Path) -> None:
    first = read_environment({}, base).secret_key
    path = base / "var" / "secret_key"

    assert read_environment({}, base).secret_key == first == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_of_two_that_start_at_once_the_second_takes_the_firsts_key(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (base / "var").mkdir()
    link = os.link

    def late(source: Path, target: Path) -> None:
        target.write_text(KEY)  # the other one was faster
        link(source, target)

    monkeypatch.setattr(os, "link", late)

    assert read_environment({}, base).secret_key == KEY


def test_a_key_can_come_from_a_file_or_the_environment(base: Path) -> None:
    (base / "key").write_text(f"{KEY}\n")

    assert read_environment({"COURSEWARE_SECRET_KEY_FILE": str(base / "key")}, base).secret_key == KEY
    assert read_environment({"COURSEWARE_SECRET_KEY": KEY}, base).secret_key == KEY


def test_postgres_without_its_package_is_one_line(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseware.environment.find_spec", lambda _: None)

    with pytest.raises(BadEnvironment, match=r"DATABASE_URL: PostgreSQL needs a package: .*psycopg"):
        read_environment({"DATABASE_URL": "postgres://db/framewise"}, base)


def test_a_postgres_address_without_a_database_is_named(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseware.environment.find_spec", lambda _: "found")

    with pytest.raises(BadEnvironment, match="names no database"):
        read_environment({"DATABASE_URL": "postgres://localhost"}, base)


def test_several_values_are_split_where_they_should_be(base: Path) -> None:
    (base / "private").mkdir()
    chosen = read_environment(
        {
            "COURSEWARE_CONTENT_ROOTS": f"content{os.pathsep}private",
            "COURSEWARE_HOSTS": "a.example, .b.example",
            "COURSEWARE_ORIGINS": "https://a.example,http://b.example:8080",
            "COURSEWARE_LIMITS": "runs=7, window=9",
            "COURSEWARE_SECRET_KEY_FALLBACKS": "one,two",
        },
        base,
    )

    assert chosen.content_roots == (base / "content", base / "private")
    assert chosen.hosts == ("a.example", ".b.example")
    assert chosen.origins == ("https://a.example", "http://b.example:8080")
    assert (chosen.limits.runs, chosen.limits.window) == (7, 9)
    assert chosen.secret_key_fallbacks == ("one", "two")


def test_a_postgres_address_is_understood(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courseware.environment.find_spec", lambda _: "found")
    database = read_environment({"DATABASE_URL": "postgres://ada:pw@db:5433/framewise"}, base).database

    assert (database["HOST"], database["PORT"], database["NAME"], database["USER"]) == ("db", 5433, "framewise", "ada")
