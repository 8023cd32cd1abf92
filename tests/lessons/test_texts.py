import pytest

from lessons.roots import LARGEST, Source
from lessons.texts import front_of, text_of
from markup import Report


def source(raw: bytes = b"", fault: str = "", size: int = 0) -> Source:
    return Source("small/first/hello/lesson.md", "a.md", "/x/a.md", size, raw, fault)


def test_a_text_is_read_as_utf_8() -> None:
    assert text_of(source("ö\r\n".encode()), Report()) == "ö\n"


@pytest.mark.parametrize(
    ("unread", "told"),
    [
        (source(b"\xff"), ("C001", "save the file as UTF-8")),
        (source(fault="Permission denied"), ("C004", "see that it is there, and its permissions")),
        (source(fault="it is too large", size=LARGEST + 1), ("C004", "make it smaller")),
    ],
)
def test_what_cannot_be_read_has_no_text_and_is_told(unread: Source, told: tuple[str, str]) -> None:
    report = Report()

    assert text_of(unread, report) is None
    assert [(p.code, p.hint) for p in report.problems] == [told]


def test_a_front_is_what_the_front_matter_says_whatever_is_below() -> None:
    assert front_of(source(b"---\nid: hello\nstatus: draft\n---\n{#")).id == "hello"
    assert front_of(source(b"\xff")).id == ""
