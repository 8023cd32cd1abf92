import pytest

from markup.problems import Report
from sandbox.domain.scenario import Action, Scenario
from sandbox.domain.scenario_parser import Folder, parse_scenario

CONSUMER = "class ChatConsumer:\n    pass\n"
GOOD = """title: One socket
consumer: consumer.py
clients:
  a: {path: /ws/chat/lobby/}
  b: {}
script:
  - a: connect
  - b: connect
  - a: {send: '{"text": "hello"}'}
  - a: close
variants:
  no-accept:
    title: Nobody accepts
    consumer: no_accept.py
    script: [a: connect]
"""


def read(text: str, **files: str) -> tuple[Scenario | None, list[tuple[str, str]]]:
    report = Report()
    sources = {f"{name}.py": source for name, source in ({"consumer": CONSUMER} | files).items()}
    scenario = parse_scenario("channels", "first", text, Folder("/abs/first", "content/first", sources), report)
    return scenario, [
        (p.code, f"{p.place.file.rpartition('/')[2]}:{p.place.line}:{p.place.column}") for p in report.problems
    ]


def scenario(**changed: str) -> str:
    fields = {"title": "One socket", "consumer": "consumer.py", "clients": "[a]", "script": "[a: connect]"} | changed
    return "\n".join(f"{key}: {value}" for key, value in fields.items())


def test_a_scenario_is_what_its_file_says() -> None:
    parsed, problems = read(GOOD, no_accept="class SilentConsumer:\n    pass\n")

    assert problems == []
    assert parsed
    assert (parsed.course, parsed.name, parsed.title) == ("channels", "first", "One socket")
    assert list(parsed.variants) == ["default", "no-accept"]
    assert parsed.variants["no-accept"].consumer == "SilentConsumer"


def test_a_variant_knows_what_its_source_sets_on_self_in_the_order_of_its_lines() -> None:
    source = """class ChatConsumer:
    def receive(self, other):
        other.shown = self.read
        self.count += 1

    def connect(self):
        self.rooms: list = []
        self.count, self.last = 0, None
"""
    parsed, _ = read(scenario(), consumer=source)

    assert parsed
    assert parsed.variants["default"].attributes == ("count", "rooms", "last")


def test_the_script_is_read_in_order() -> None:
    parsed, _ = read(GOOD, no_accept=CONSUMER)

    assert parsed
    assert parsed.variants["default"].script == (
        Action("a", "connect"),
        Action("b", "connect"),
        Action("a", "send", '{"text": "hello"}'),
        Action("a", "close"),
    )


def test_a_client_without_a_path_opens_the_scenarios_own() -> None:
    parsed, _ = read(GOOD, no_accept=CONSUMER)

    assert parsed
    assert parsed.clients == {"a": "/ws/chat/lobby/", "b": "/ws/first/"}


def test_clients_may_be_a_list() -> None:
    parsed, _ = read(scenario(clients="[a, b]"))

    assert parsed
    assert parsed.clients == {"a": "/ws/first/", "b": "/ws/first/"}


def test_the_source_is_the_file_untouched() -> None:
    parsed, _ = read(scenario())

    assert parsed
    source = parsed.variants["default"].source
    assert (source.name, source.path, source.text) == ("consumer.py", "/abs/first/consumer.py", CONSUMER)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (scenario(titel="x"), "C010", "scenario.yaml:5:1"),
        (scenario(clients="{a: {pth: /x/}}"), "C010", "scenario.yaml:3:15"),
        (scenario(clients="{a: {path: ws}}"), "C012", "scenario.yaml:3:15"),
        (scenario(clients="{a: {path: /ws/../x/?y}}"), "C012", "scenario.yaml:3:15"),
        (scenario(clients="[A]"), "C012", "scenario.yaml:3:1"),
        (scenario(clients="[a, b, c, d]"), "C012", "scenario.yaml:3:1"),
        (scenario(clients="[]"), "C012", "scenario.yaml:3:1"),
        (scenario(clients="[[a]]"), "C012", "scenario.yaml:3:1"),
        (scenario(script="[]"), "C012", "scenario.yaml:4:1"),
        (scenario(script="[a: conect]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[a: {sned: x}]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[a: {send: x, close: y}]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[a: {send: [x]}]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[a: [send]]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[b: connect]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[connect]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[{a: connect, b: connect}]"), "C084", "scenario.yaml:4:10"),
        (scenario(consumer="consumr.py"), "C081", "scenario.yaml:2:1"),
        (scenario(consumer="../consumer.py"), "C081", "scenario.yaml:2:1"),
        (scenario(variants="{default: {title: x, consumer: x.py, script: [a: close]}}"), "C025", "scenario.yaml:5:12"),
        (scenario(variants="{x: {title: x, consumer: consumer.py, script: [b: close]}}"), "C084", "scenario.yaml:5:58"),
        ("title: x\ntitle: y", "C014", "scenario.yaml:2:1"),
    ],
)
def test_a_mistake_is_an_error_at_its_place(text: str, code: str, place: str) -> None:
    parsed, problems = read(text)

    assert parsed is None
    assert problems[0] == (code, place)


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        ("class AConsumer:\n  x =\n", "C082", "consumer.py:2:6"),
        ("return 1\nclass AConsumer: ...", "C082", "consumer.py:1:1"),
        ("x = '\0'", "C082", "consumer.py:1:1"),
        ("x = " + "-" * 50_000 + "1", "C082", "consumer.py:1:1"),
        ("", "C083", "consumer.py:1:1"),
        ("class Chat: ...", "C083", "consumer.py:1:1"),
        ("class AConsumer: ...\nclass BConsumer: ...", "C083", "consumer.py:1:1"),
    ],
)
def test_a_consumer_file_has_one_consumer_and_compiles(source: str, code: str, place: str) -> None:
    assert read(scenario(), consumer=source) == (None, [(code, place)])


def test_other_classes_may_stand_beside_the_consumer() -> None:
    parsed, _ = read(scenario(), consumer="class Room: ...\n\n\nclass ChatConsumer: ...\n")

    assert parsed
    assert parsed.variants["default"].consumer == "ChatConsumer"


def test_every_mistake_in_script_and_consumer_is_told_at_once() -> None:
    _, problems = read(scenario(script="[a: conect, b: close]", consumer="other.py"))

    assert [code for code, _ in problems] == ["C081", "C084", "C084"]
