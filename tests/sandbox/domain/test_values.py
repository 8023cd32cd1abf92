"""What the code knows, and what is new."""

from sandbox.domain.events import fact
from sandbox.domain.moments import Moment, moments_of
from sandbox.domain.recording import Recording
from sandbox.domain.values import Value, attributes_at, chips_at, values_at
from tests.sandbox.domain.recorded import HELLO, asgi, at, run_of, statement, told

CODE = ["def receive(text):", "    a = text", "    b = a", "    self.c = b", "    helper(a=b)", "    send(a)"]


def named(moments: tuple[Moment, ...], name: str) -> int:
    return next(m.index for m in moments if m.addressed and m.name == name)


def values(run: Recording, name: str) -> list[Value]:
    moments = moments_of(run, ())
    return list(values_at(moments, named(moments, name)))


def chips(run: Recording, name: str) -> dict[int, list[str]]:
    moments = moments_of(run, ())
    found = chips_at(moments, named(moments, name), "consumer.py", CODE)
    return {line: [value.name for value in values] for line, values in found.items()}


def test_before_anything_happened_nothing_is_known() -> None:
    assert values(HELLO, "0") == []


def test_what_is_new_since_the_clients_moment_before_is_marked() -> None:
    assert values(HELLO, "1.2") == [Value("self.heard", "[]", changed=True)]
    assert values(HELLO, "2") == [Value("self.heard", "[]", changed=False)]


def test_a_handler_begins_anew_however_its_arguments_are_called() -> None:
    run = run_of(asgi("receive", at(1, text="'a'")), asgi("receive", at(1, text="'a'")))

    assert values(run, "2") == [Value("text", "'a'", changed=True)]


def test_without_a_place_in_the_code_attributes_are_as_last_known() -> None:
    assert values(HELLO, "7") == [Value("self.heard", "['hi']", changed=False)]


def test_what_is_new_stands_beside_the_statement_that_made_it() -> None:
    run = run_of(
        asgi("receive", at(1)),
        statement(2, text="'x'"),
        statement(3, text="'x'", a="'x'"),
        statement(4, text="'x'", a="'x'", b="'x'"),
        statement(5, text="'x'", a="'x'", b="'x'", own={"c": "'x'"}),
    )

    assert [chips(run, name) for name in ("1.1", "1.2", "1.3", "1.4")] == [{}, {2: ["a"]}, {3: ["b"]}, {4: ["self.c"]}]


def test_between_events_what_is_new_stands_where_it_is_about_to_be_used() -> None:
    run = run_of(asgi("receive", at(1)), asgi("send", at(6, a="1", b="2")))
    moments = moments_of(run, ())

    assert {n: [v.name for v in vs] for n, vs in chips_at(moments, 3, "consumer.py", CODE).items()} == {6: ["a"]}


def test_the_name_of_an_argument_is_no_use_of_it() -> None:
    run = run_of(asgi("receive", at(1)), asgi("send", at(5, a="1", b="2")))
    moments = moments_of(run, ())

    assert {n: [v.name for v in vs] for n, vs in chips_at(moments, 3, "consumer.py", CODE).items()} == {5: ["b"]}


def test_what_the_last_statement_of_a_handler_did_stands_beside_it_when_the_next_one_is_about_to_begin() -> None:
    run = run_of(asgi("receive", at(1)), statement(4), asgi("receive", at(1, own={"c": "1"})))
    moments = moments_of(run, ())
    held = next(m.index for m in moments if m.frame == 2)

    assert list(chips_at(moments, held, "consumer.py", CODE)) == [4]


def test_another_file_has_no_chips_here() -> None:
    run = run_of(asgi("receive", at(1)), statement(2, file="other.py"), statement(3, file="other.py", a="1"))

    assert chips(run, "1.2") == {}


def test_a_line_that_the_shown_file_does_not_have_is_no_error() -> None:
    assert chips(run_of(asgi("receive", at(1)), asgi("send", at(99, a="1"))), "2") == {}


def test_who_calls_another_function_is_returned_to() -> None:
    run = run_of(
        asgi("receive", at(1)),
        statement(5, text="1"),
        statement(1, "helper", text="1"),
        statement(6, text="1", own={"c": "2"}),
    )

    assert values(run, "1.3") == [Value("text", "1", changed=False), Value("self.c", "2", changed=True)]
    assert chips(run, "1.3") == {1: ["self.c"]}  # the helper's own line made it


def test_who_is_called_again_begins_anew() -> None:
    run = run_of(
        asgi("receive", at(1)),
        statement(1, "helper", text="1"),
        statement(5),
        statement(1, "helper", text="1"),
    )

    assert values(run, "1.3") == [Value("text", "1", changed=True)]


def test_one_clients_values_are_not_news_for_another() -> None:
    run = run_of(asgi("receive", at(1, a="1")), asgi("receive", at(1, a="1"), client="b"), clients="ab")
    moments = moments_of(run, ())

    assert values_at(moments, 3) == (Value("a", "1", changed=True),)


def test_attributes_are_those_of_one_client_as_last_seen() -> None:
    run = run_of(
        asgi("receive", at(1, own={"c": "1"})),
        asgi("receive", at(1, own={"c": "2"}), client="b"),
        told(fact("application.finished")),
        clients="ab",
    )
    moments = moments_of(run, ())

    assert attributes_at(moments, len(moments) - 1, "a") == {"c": "1"}
    assert attributes_at(moments, 1, "b") == {}
