"""The stage at a moment of its recorded run."""

from dataclasses import replace

from sandbox.domain.authored import Column, FlowNode, Step, Variable
from sandbox.domain.events import Raised, fact
from sandbox.domain.panel import Panel
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Source
from sandbox.panel import panel_of
from sandbox.stage import Stage
from tests.sandbox.domain.recorded import CLOSES, HELLO, asgi, at, layer, run_of, statement, told
from tests.sandbox.sockets import scenario_of

CODE = "\n".join(f"line {number}" for number in range(1, 21))
STEPS = (
    Step(1, "websocket.connect", "a", 1, "Ask", "It asks."),
    Step(2, "websocket.accept", "a", 1, "Yes", "It says yes."),
    Step(3, "websocket.disconnect", "a", 1, "Bye", "It goes."),
)


def stage(recording: Recording | None = HELLO, code: str = CODE, variant: str = "default") -> Stage:
    scenario = scenario_of(code, clients=("a", "b"))
    source = Source("consumer.py", "/x/consumer.py", code)
    one = replace(
        scenario.variants["default"],
        name=variant,
        sources=(source,),
        script=CLOSES,
        attributes=("heard",),
        recording=recording,
    )
    return Stage(
        replace(scenario, variants={variant: one}),
        one,
        source,
        tuple(f"<i>{number}</i>" for number in range(1, 21)),
        (FlowNode("Ask", ()), FlowNode("Decide", (1, 2)), FlowNode("Go", (3,))),
        STEPS,
        (Column("Start", 0), Column("After connect", 2), Column("After disconnect", 3)),
        (
            Variable("connection_state", ("None", "Accepted", "Closed")),
            Variable("connection_state (b)", ("None", "None", "Open")),
        ),
    )


def panel(name: str, shown: Stage | None = None) -> Panel:
    shown = shown or stage()
    played = shown.played
    moment = played.find(name)
    assert moment
    return panel_of(shown, played, moment)


def test_at_the_start_every_frame_is_still_to_come() -> None:
    start = panel("0")

    assert [(cell.number, cell.label, cell.state, cell.address) for cell in start.frames][:2] == [
        (1, "connect", "is-future", "?frame=1"),
        (2, "accept", "is-future", "?frame=2"),
    ]
    assert (start.position, start.ready_state, start.ready_number, start.begun) == ("", "none", None, False)
    assert (start.first, start.back) == ("", "")
    assert (start.step, start.next_event, start.granularity) == ("?frame=1", "?frame=1", "?frame=1.1")


def test_a_frame_stands_among_those_before_and_after_it() -> None:
    assert [cell.state for cell in panel("3").frames] == ["is-past"] * 2 + ["is-now"] + ["is-future"] * 4
    assert panel("3").position == "3 of 7"


def test_an_arrow_says_which_way_a_frame_goes() -> None:
    run = run_of(asgi("receive"), asgi("send"), layer("group_send"), told(fact("application.finished")))

    assert [(cell.side, cell.said) for cell in panel("0", stage(run)).frames] == [
        ("client", ", browser to server"),
        ("server", ", server to browser"),
        ("", ", channel layer"),
        ("", ""),
    ]


def test_a_step_from_an_event_leads_to_the_next_event() -> None:
    shown = panel("4")

    assert (shown.first, shown.back, shown.step) == ("./", "?frame=3", "?frame=5")
    assert [(one.number, one.label, one.address) for one in shown.statements] == [(1, "Line 12", "?frame=4.1")]


def test_a_step_from_a_statement_leads_to_whatever_comes_next() -> None:
    assert (panel("1.1").back, panel("1.1").step, panel("1.1").next_event) == ("?frame=1", "?frame=1.2", "?frame=2")
    assert (panel("1.2").step, panel("4.1").step) == ("?frame=2", "?frame=5")


def test_the_switch_leads_to_the_next_statement_and_back_to_its_event() -> None:
    assert (panel("2").granularity, panel("4.1").granularity) == ("?frame=4.1", "?frame=4")
    assert panel("5").granularity == ""


def test_statements_before_the_first_frame_can_be_stepped_through() -> None:
    run = run_of(statement(1, "route"), statement(2, "route"), asgi("connect"))

    assert panel("0", stage(run)).granularity == "?frame=0.1"
    before = panel("0.1", stage(run))
    assert (before.position, before.back, before.step) == ("Before 1, statement 1 of 2", "./", "?frame=0.2")
    assert (before.granularity, [one.address for one in before.statements]) == ("./", ["?frame=0.1", "?frame=0.2"])


def test_the_first_frame_leads_back_to_the_start_and_the_last_nowhere() -> None:
    assert panel("1").back == "./"
    assert (panel("7").step, panel("7").next_event) == ("", "")


def test_every_moment_is_reached_by_steps_and_by_their_way_back() -> None:
    shown = stage()
    frames, statements = [], []
    name = "0"
    while step := panel(name, shown).step:
        name = step.removeprefix("?frame=")
        frames.append(name)
        found = panel(name, shown)
        statements += [one.address.removeprefix("?frame=") for one in found.statements]
    assert (frames, statements) == ([str(n) for n in range(1, 8)], ["1.1", "1.2", "4.1"])
    for name in reversed(frames):
        assert panel(name, shown).back == ("./" if name == "1" else f"?frame={int(name) - 1}")


def test_a_variant_stays_in_its_addresses() -> None:
    shown = panel("1", stage(variant="no-accept"))

    assert (shown.back, shown.step) == ("?variant=no-accept", "?variant=no-accept&frame=2")


def test_lines_say_what_has_run_and_where_it_is() -> None:
    lines = {number: line.classes for number, line in enumerate(panel("4.1").lines, 1) if line.classes}

    assert lines == {7: "ran", 8: "ran", 9: "ran", 11: "ran", 12: "is-now is-held"}
    assert [number for number, line in enumerate(panel("4").lines, 1) if line.current] == [11]


def test_a_line_that_raised_is_bad() -> None:
    run = run_of(asgi("receive", at(11)), told(fact("application.raised", raised=Raised("KeyError", "x")), at(12)))

    assert panel("2", stage(run)).lines[11].classes == "is-now is-bad"


def test_a_place_in_another_file_is_no_line_of_this_one() -> None:
    run = run_of(asgi("receive", at(11, file="other.py")))

    assert not any(line.classes for line in panel("1", stage(run)).lines)


def test_what_ran_for_one_client_has_not_run_for_another() -> None:
    run = run_of(asgi("receive", at(11)), asgi("receive", at(12), client="b"), asgi("receive", at(13)), clients="ab")
    shown = stage(run)

    assert [line.classes for line in panel("2", shown).lines if line.classes] == ["is-now"]
    assert [line.classes for line in panel("3", shown).lines if line.classes] == ["ran", "is-now"]


def test_two_values_have_room_beside_a_line() -> None:
    run = run_of(asgi("receive", at(1)), statement(2), statement(3, a="1", b="2", c="3"))
    line = panel("1.2", stage(run)).lines[1]

    assert ([value.name for value in line.values], line.more, line.tight) == (["a", "b"], True, False)


def test_the_names_of_long_values_give_way() -> None:
    run = run_of(asgi("receive", at(1)), statement(2), statement(3, a="x" * 60))

    assert panel("1.2", stage(run)).lines[1].tight


def test_a_source_with_odd_line_ends_keeps_its_lines() -> None:
    assert len(panel("1", stage(code=CODE.replace("line 3", "line\x0c3\u2028"))).lines) == 20


def test_the_flow_is_lit_where_the_run_is() -> None:
    assert [(node.label, node.state) for node in panel("2").flow] == [
        ("Ask", "is-past"),
        ("Decide", "is-now"),
        ("Go", ""),
    ]
    assert [node.state for node in panel("0").flow] == ["", "", ""]


def test_a_phone_names_the_current_node_or_the_first() -> None:
    nodes = [panel(name).node for name in ("0", "2")]
    assert [node and node.label for node in nodes] == ["Ask", "Decide"]
    assert panel("0", replace(stage(), flow=())).node is None


def cells(name: str, row: str) -> list[tuple[str | None, str, bool]]:
    found = next(one for one in panel(name).rows if one.variable.name == row)
    return [(cell.value, cell.state, cell.changed) for cell in found.cells]


def test_a_cell_has_what_its_stage_left() -> None:
    assert cells("5", "connection_state") == [
        ("None", "is-past", False),
        ("Open", "is-now", True),
        (None, "is-future", False),
    ]


def test_the_browser_is_closed_when_the_server_hears_of_it() -> None:
    assert [value for value, _, _ in cells("7", "ws.readyState")] == ["none", "OPEN", "CLOSED"]


def test_an_attribute_that_is_not_there_is_not_set() -> None:
    assert [value for value, _, _ in cells("7", "self.heard")] == ["not set", "['hi']", "['hi']"]


def test_what_is_recorded_of_another_client_is_told_by_the_author() -> None:
    assert [value for value, _, _ in cells("2", "connection_state (b)")] == ["None", "None", None]


def test_columns_say_where_the_run_is() -> None:
    assert [(head.label, head.state) for head in panel("6").columns] == [
        ("Start", "is-past"),
        ("After connect", "is-past"),
        ("After disconnect", "is-now"),
    ]


def test_the_wire_at_the_start_keeps_room_for_the_run() -> None:
    start = panel("0").ladder

    assert {rung.state for rung in start.rungs} == {"is-future"}
    assert [rung.top for rung in start.rungs] == [rung.top for rung in panel("7").ladder.rungs]
    assert (start.spoken, start.consumer) == ((), "ChatConsumer")


def test_without_a_recording_the_wire_keeps_room_for_the_authors_rows() -> None:
    assert [rung.item for rung in panel("0", stage(None)).ladder.rungs] == [None] * len(STEPS)


def test_an_application_without_a_consumer_has_an_end_of_the_wire() -> None:
    bare = stage()
    shown = replace(bare, variant=replace(bare.variant, consumer=""))

    assert panel("1", shown).ladder.consumer == "application"


def test_without_a_recording_there_is_nothing_to_go_through() -> None:
    shown = panel("0", stage(None))

    assert (shown.frames, shown.step, shown.granularity) == ((), "", "")
