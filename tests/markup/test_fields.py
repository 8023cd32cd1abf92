from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field

from markup.fields import Fields, Flag, read_fields
from markup.front_matter import read_yaml
from markup.lines import split_lines
from markup.problems import Problem, Report


def _even(text: str) -> str:
    if len(text) % 2:
        raise ValueError("write an even number of letters")
    return text


class Part(Fields):
    name: str


class Whole(Fields):
    title: Annotated[str, Field(min_length=3, max_length=6)]
    minutes: Annotated[int, Field(ge=1, le=120)] = 1
    level: Literal["easy", "hard"] = "easy"
    slug: Annotated[str, Field(pattern=r"^[a-z]+$")] = "a"
    even: Annotated[str, AfterValidator(_even)] = ""
    tags: Annotated[list[str], Field(min_length=1)] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)
    named: dict[str, Part] = Field(default_factory=dict)
    flag: Flag = False
    pass_mark: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = Field(1, alias="pass")


def read(text: str) -> tuple[Whole | None, list[Problem]]:
    report = Report()
    lines = split_lines(text, "a.yaml", report)
    return read_fields(Whole, read_yaml(lines, "a.yaml", report), report), report.problems


def test_right_fields_become_the_model() -> None:
    whole, problems = read("title: Four\nminutes: 10")

    assert whole
    assert (whole.title, whole.minutes, problems) == ("Four", 10, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("minuts: 1", "a.yaml:2:1: C010 unknown field 'minuts'\n    did you mean 'minutes'?"),
        ("minutes: ten", "a.yaml:2:1: C012 field 'minutes' is 'ten'\n    write a whole number"),
        ("minutes: 0", "a.yaml:2:1: C012 field 'minutes' is '0'\n    at least 1"),
        ("minutes: 121", "a.yaml:2:1: C012 field 'minutes' is '121'\n    at most 120"),
        ("level: esy", "a.yaml:2:1: C012 field 'level' is 'esy'\n    write 'easy' or 'hard'"),
        ("slug: A", "a.yaml:2:1: C012 field 'slug' is 'A'\n    use small letters, digits and single hyphens"),
        ("even: abc", "a.yaml:2:1: C012 field 'even' is 'abc'\n    write an even number of letters"),
        ("tags: one", "a.yaml:2:1: C012 field 'tags' is 'one'\n    write a list: [one, two]"),
        ("tags: []", "a.yaml:2:1: C012 field 'tags' is a list or a mapping\n    write at least 1"),
        ("tags: [[a]]", "a.yaml:2:8: C012 field 'tags.0' is a list or a mapping\n    write text"),
        ("parts: [one]", "a.yaml:2:9: C012 field 'parts.0' is 'one'\n    write fields below it: 'key: value'"),
        ("parts: [{nam: x, name: y}]", "a.yaml:2:10: C010 unknown field 'parts.0.nam'\n    did you mean 'name'?"),
        ("parts: [{}]", "a.yaml:2:9: C011 field 'parts.0.name' is missing\n    write name: …"),
        ("named: {x: {nam: a, name: b}}", "a.yaml:2:13: C010 unknown field 'named.x.nam'\n    did you mean 'name'?"),
        ("flag: maybe", "a.yaml:2:1: C012 field 'flag' is 'maybe'\n    write yes or no"),
        ("flag: [yes]", "a.yaml:2:1: C012 field 'flag' is a list or a mapping\n    write yes or no"),
        ("pass: half", "a.yaml:2:1: C012 field 'pass' is 'half'\n    write a number"),
        ("pass: nan", "a.yaml:2:1: C012 field 'pass' is 'nan'\n    write a number"),
        ("pass: 0", "a.yaml:2:1: C012 field 'pass' is '0'\n    more than 0"),
        ("pass: 1.5", "a.yaml:2:1: C012 field 'pass' is '1.5'\n    at most 1"),
        ("pss: 0.7", "a.yaml:2:1: C010 unknown field 'pss'\n    did you mean 'pass'?"),
        ("named: word", "a.yaml:2:1: C012 field 'named' is 'word'\n    write fields below it: 'key: value'"),
    ],
)
def test_a_fault_is_told_at_its_key_with_the_way_out(text: str, told: str) -> None:
    whole, problems = read(f"title: Four\n{text}")

    assert whole is None
    assert [str(problem) for problem in problems] == [told]


def test_a_missing_field_is_told_where_the_fields_begin() -> None:
    assert [str(p) for p in read("minutes: 1")[1]] == ["a.yaml:1:1: C011 field 'title' is missing\n    write title: …"]


@pytest.mark.parametrize(
    ("title", "hint"), [("ab", "write at least 3 characters"), ("abcdefg", "write at most 6 characters")]
)
def test_a_text_has_its_bounds(title: str, hint: str) -> None:
    assert [p.hint for p in read(f"title: {title}")[1]] == [hint]


def test_every_fault_is_told_at_once() -> None:
    assert [p.place.line for p in read("tags: x\nminutes: ten\nlevel: no")[1]] == [1, 2, 3, 1]


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("true", True), ("no", False), ("false", False)])
def test_yes_and_no_are_read_whatever_yaml_calls_them(written: str, meant: bool) -> None:
    whole, _ = read(f"title: Four\nflag: {written}")

    assert whole
    assert whole.flag is meant


def test_a_field_may_have_a_name_that_python_keeps_for_itself() -> None:
    whole, _ = read("title: Four\npass: 0.7")

    assert whole
    assert whole.pass_mark == 0.7


def test_a_misspelt_field_is_not_missing_besides() -> None:
    assert [str(p) for p in read("titel: Four")[1]] == [
        "a.yaml:1:1: C010 unknown field 'titel'\n    did you mean 'title'?"
    ]
