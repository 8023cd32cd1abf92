import pytest

from markup.problems import Report
from sandbox.domain.scenario import Action, Client, Handshake, Scenario
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
    assert parsed.clients == {"a": Client(Handshake("/ws/chat/lobby/")), "b": Client(Handshake("/ws/first/"))}


def test_clients_may_be_a_list() -> None:
    parsed, _ = read(scenario(clients="[a, b]"))

    assert parsed
    assert parsed.clients == {"a": Client(Handshake("/ws/first/")), "b": Client(Handshake("/ws/first/"))}


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
        (scenario(script="[a: {send: [[x]]}]"), "C084", "scenario.yaml:4:21"),
        (scenario(script="[a: [send]]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[b: connect]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[connect]"), "C084", "scenario.yaml:4:10"),
        (scenario(script="[{a: connect, b: connect}]"), "C084", "scenario.yaml:4:10"),
        (scenario(consumer="consumr.py"), "C081", "scenario.yaml:2:1"),
        (scenario(consumer="../consumer.py"), "C012", "scenario.yaml:2:1"),
        (scenario(consumer="consumer.txt"), "C012", "scenario.yaml:2:1"),
        (scenario(also="[modles.py]"), "C081", "scenario.yaml:5:8"),
        (scenario(application="consumer.py"), "C081", "scenario.yaml:5:1"),
        ("title: x\nclients: [a]\nscript: [a: connect]", "C011", "scenario.yaml:1:1"),
        (scenario(server="gunicorn"), "C012", "scenario.yaml:5:1"),
        (scenario(layer="two"), "C012", "scenario.yaml:5:1"),
        (scenario(database="maybe"), "C012", "scenario.yaml:5:1"),
        (scenario(predict="weather"), "C012", "scenario.yaml:5:1"),
        (scenario(clients="[wait]"), "C012", "scenario.yaml:3:1"),
        (scenario(clients="{a: {path: //}}"), "C012", "scenario.yaml:3:15"),
        (scenario(clients="{a: {plays: nobody}}"), "C012", "scenario.yaml:3:15"),
        (scenario(clients="{a: {origin: http://evil.example}}"), "C087", "scenario.yaml:3:11"),
        (scenario(clients="{a: {user: ada, plays: server}}"), "C087", "scenario.yaml:3:15"),
        (scenario(clients="{a: {ignores_pings: yes}}"), "C087", "scenario.yaml:3:11"),
        (scenario(outcome="{b: {opened: yes}}"), "C086", "scenario.yaml:5:11"),
        (scenario(script="[a: connect, a: {send: {text: x, times: 20000}}]"), "C084", "scenario.yaml:4:1"),
        (scenario(outcome="{a: {opend: yes}}"), "C010", "scenario.yaml:5:15"),
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


WHOLE = """title: Two in a room
application: asgi.py
also: [consumers.py]
clients:
  a: {path: /ws/room, query: name=ada, subprotocols: [chat, json]}
  raw: {origin: http://evil.example, plays: server}
  ada: {user: ada, plays: server, ignores_pings: yes}
server: long
layer: per-client
database: true
predict: event
script: [a: connect, {wait: 0.5}, raw: connect, raw: {send_bytes: 00ff}, raw: abort, ada: connect, a: {close: 4001}]
variants:
  slow:
    title: On another server
    server: uvicorn
    layer: none
    database: false
    script: [a: {connect: {path: /ws/other/}}]
  plain:
    title: One consumer alone
    consumer: consumer.py
    also: []
    live: false
    predict: close
"""
CONSUMERS = "class EchoConsumer:\n    def connect(self):\n        self.name = 1\n"
ASGI = "from .consumers import EchoConsumer\n\napplication = EchoConsumer\n"


def whole() -> Scenario:
    parsed, problems = read(WHOLE, asgi=ASGI, consumers=CONSUMERS)

    assert problems == []
    assert parsed
    return parsed


def test_an_application_stands_in_files_of_its_own() -> None:
    default = whole().variants["default"]

    assert (default.consumer, [source.name for source in default.sources]) == ("", ["asgi.py", "consumers.py"])
    assert default.attributes == ("name",)


def test_a_client_asks_for_what_its_fields_say() -> None:
    clients = whole().clients

    assert clients["a"] == Client(Handshake("/ws/room", "name=ada", None, ("chat", "json")))
    assert clients["raw"] == Client(Handshake("/ws/first/", origin="http://evil.example"), "server")
    assert clients["ada"] == Client(Handshake("/ws/first/", user="ada"), "server", ignores_pings=True)


def test_a_variant_is_like_its_scenario_in_what_it_does_not_say() -> None:
    parsed = whole()
    default, slow, plain = (parsed.variants[name] for name in ("default", "slow", "plain"))

    assert (default.server, default.layer, default.database, default.live) == ("long", "per-client", True, True)
    assert (plain.server, plain.layer, plain.database) == ("long", "per-client", True)
    assert plain.script == default.script
    assert slow.sources == default.sources


def test_a_variant_has_its_own_where_it_says_so() -> None:
    parsed = whole()
    slow, plain = parsed.variants["slow"], parsed.variants["plain"]

    assert (slow.server, slow.layer, slow.database) == ("uvicorn", "none", False)
    assert ([source.name for source in plain.sources], plain.consumer, plain.live) == (
        ["consumer.py"],
        "ChatConsumer",
        False,
    )


def test_a_prediction_and_an_outcome_are_not_inherited() -> None:
    parsed, _ = read(scenario(predict="event", outcome="{a: {close: 1000}}", variants="{x: {title: x}}"))

    assert parsed
    assert parsed.variants["default"].predict == "event"
    assert parsed.variants["x"].predict == ""
    assert parsed.variants["x"].outcome.clients == {}


def test_what_runs_behind_uvicorn_is_not_stepped_live() -> None:
    assert not whole().variants["slow"].live


def test_a_file_that_several_variants_name_is_judged_once() -> None:
    _, problems = read(scenario(variants="{x: {title: x}, y: {title: y, consumer: consumer.py}}"), consumer="x =")

    assert [code for code, _ in problems] == ["C082"]


@pytest.mark.parametrize("source", ["", "app = 1", "def main(): ...", "x: int = 2"])
def test_an_application_file_defines_an_application(source: str) -> None:
    _, problems = read(WHOLE, asgi=source, consumers=CONSUMERS)

    assert problems == [("C083", "asgi.py:1:1")]


@pytest.mark.parametrize(
    "source",
    [
        "application = 1",
        "application: object = 1",
        "def application(): ...",
        "async def application(scope, receive, send): ...",
        "from .consumers import EchoConsumer as application",
    ],
)
def test_an_application_may_be_defined_in_any_way(source: str) -> None:
    assert read(WHOLE, asgi=source, consumers=CONSUMERS)[1] == []


USER = "{a: {user: ada, plays: server}}"
OWN_SCRIPT = "{x: {title: x, script: [a: connect, a: close]}}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (scenario(clients=USER, variants=OWN_SCRIPT), "scenario.yaml:3:15"),
        (scenario(clients=USER, variants="{x: {title: x, layer: none}}"), "scenario.yaml:3:15"),
        (scenario(clients=USER, database="true", variants="{x: {title: x, database: no}}"), "scenario.yaml:3:15"),
        (
            scenario(clients="{a: {plays: server}}", script="[a: {connect: {user: ada}}]", variants="{x: {title: x}}"),
            "scenario.yaml:4:1",
        ),
    ],
)
def test_somebody_who_signs_in_without_a_database_is_one_mistake(text: str, place: str) -> None:
    assert read(text) == (None, [("C087", place)])


@pytest.mark.parametrize("clients", ["[]", "{}", "[a, b, c, d]", "{a: {}, b: {}, c: {}, d: {}}"])
def test_a_scenario_has_one_to_three_clients(clients: str) -> None:
    report = Report()
    parse_scenario(
        "channels", "first", scenario(clients=clients), Folder("/", "first", {"consumer.py": CONSUMER}), report
    )

    assert [(problem.code, problem.hint) for problem in report.problems] == [("C012", "name one to 3 clients")]


def test_a_client_that_is_given_twice_is_the_one_mistake() -> None:
    assert read(GOOD.replace("  b: {}", "  a: {}"), no_accept=CONSUMER) == (None, [("C014", "scenario.yaml:5:3")])


def test_an_exception_is_claimed_with_its_fields() -> None:
    report = Report()
    text = scenario(outcome="{a: {raised: ValueError}}")
    parse_scenario("channels", "first", text, Folder("/", "first", {"consumer.py": CONSUMER}), report)

    assert [problem.hint for problem in report.problems] == ["write {type: ValueError}, and line: 12 in it if you like"]
