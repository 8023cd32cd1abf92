"""Of every run that the course has recorded, the server draws what the page's script draws."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from sandbox.domain.authored import Column, Step, Variable
from sandbox.domain.moments import Moment
from sandbox.domain.played import Played
from sandbox.domain.scenario import Scenario, Variant
from sandbox.domain.values import chips_at, values_at
from sandbox.panel import panel_of
from sandbox.stage import Stage
from tests.sandbox.recording.on_disk import SCENARIOS, recording_on_disk, scenario_on_disk

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "sandbox" / "static"
ORIGIN = "http://page.test"
MOST = 300  # snapshots: the three runs that have more are long, and nothing else
OWN_ROWS = ("websocket.accept", "websocket.receive", "websocket.disconnect")  # of which an author's row speaks
# What the script knows of each moment that has an address, in the words of `told`.
TOLD = """async ({ script, recorded, lines, rows }) => {
    const the = async (name) => import(`/sandbox/${name}.js`);
    const { Recording } = await the("recording");
    const { addressOf } = await the("address");
    const { chipsAt, valuesAt } = await the("values");
    const { columnAt, reached, shownIn } = await the("columns");
    const { itemState, wireOf } = await the("wire");
    const { captionOf, positionOf } = await the("words");
    const { replayed } = await the("recorded");
    const { name: player, target } = script.clients[0];
    const run = new Recording(script, replayed(recorded.moments, player, recorded.leave));
    run.end();
    const { moments } = run;
    const items = wireOf(moments, target, (index) => run.browserAt(index));
    const onTheWire = (shown) => (item) => [
        item.type, item.from, item.label, item.below ?? "", Boolean(item.bad), itemState(item, shown),
    ];
    const noted = ({ what, detail, t, readyState }) => [what, detail, Math.round(t), readyState];
    const brief = ({ name, value, changed }) => [name, value, changed];
    const cellsOf = (index) => ([name, side]) =>
        shownIn(reached(script.columns, moments, "server"), index, reached(script.columns, moments, side))
            .map((place) => (place === undefined ? null : run.valuesAt(place)[name] ?? "not set"));
    const addressed = moments.slice(1).filter(({ index, frame, nth }) =>
        nth || !moments.slice(index + 1).some((later) => later.frame === frame && !later.nth));
    return Object.fromEntries(addressed.map((moment) => {
        const { index } = moment;
        const chips = [...chipsAt(moments, index, { file: script.file, lines })];
        return [addressOf(moment), {
            caption: [...captionOf(moment, script, run.browserAt(index)), positionOf(moment, run.total)],
            rows: [moment.step ?? 0, moment.lit],
            log: run.journalAt(index).map(noted),
            wire: items.map(onTheWire(run.eventAt(index))),
            values: valuesAt(moments, index).map(brief),
            chips: Object.fromEntries(chips.map(([line, values]) => [line, values.map(brief)])),
            tracker: rows.map(cellsOf(index)),
            column: columnAt(reached(script.columns, moments, "server"), index),
        }];
    }));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that may import the sandbox's modules."""

    def serve(route: Route) -> None:
        path = STATIC / route.request.url.removeprefix(f"{ORIGIN}/")
        if path.is_file():
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")

    context = browser.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(ORIGIN)
    yield page
    context.close()


def stage(scenario: Scenario, variant: Variant) -> Stage:
    """A variant on the stage of a lesson that tells of its first frames; a title only where the author speaks."""
    assert variant.recording
    client = next(iter(scenario.clients))
    own = {s.event.kind: s for s in reversed(variant.recording.events) if s.client == client}
    kinds = sorted((kind for kind in own if kind != "application.raised"), key=lambda kind: own[kind].seq)
    steps = tuple(
        Step(number, kind, client, 1, f"Row {number}" if kind in OWN_ROWS else "", "It tells.")
        for number, kind in enumerate(kinds, 1)
    )
    columns = (Column("Start", 0), *(Column(f"After {step.number}", step.number) for step in steps[::2]))
    rows = tuple(Variable(name, ("",) * len(columns)) for name in ("connection_state", "message_buffer"))
    lines = tuple(variant.source.text.removesuffix("\n").split("\n"))
    return Stage(scenario, variant, variant.source, lines, (), steps, columns, rows)


def told(shown: Stage, played: Played, moment: Moment) -> dict[str, Any]:
    """What the server draws of a moment."""
    panel, index, wire = panel_of(shown, played, moment), moment.index, played.wire(moment.index)
    chips = chips_at(played.moments, index, shown.source.name, shown.lines)
    return {
        "caption": [panel.title, panel.sentence, panel.position],
        "rows": [moment.step, moment.lit],
        "log": [[entry.what, entry.detail, int(entry.t + 0.5), entry.ready_state] for entry in panel.journal],
        "wire": [[i.kind, i.side, i.label, i.below, i.bad, i.state(wire)] for i in played.items],
        "values": [[value.name, value.value, value.changed] for value in values_at(played.moments, index)],
        "chips": {str(line): [[v.name, v.value, v.changed] for v in values] for line, values in chips.items()},
        "tracker": [[cell.value for cell in row.cells] for row in panel.rows],
        "column": next((part.number for part in panel.columns if part.current), -1),
    }


@pytest.mark.parametrize("name", sorted(path.name for path in SCENARIOS.iterdir()))
def test_both_tell_the_same_at_every_address(page: Page, name: str) -> None:
    scenario = scenario_on_disk(name)
    for variant in scenario.variants.values():
        recording = recording_on_disk(name, variant.name)
        if len(recording.snapshots) > MOST:
            continue
        shown = stage(scenario, replace(variant, recording=recording))
        played = shown.played
        rows = [[row.name, row.told_by] for row in shown.rows]
        given = {"script": shown.script, "recorded": shown.recorded, "lines": shown.lines, "rows": rows}

        by_script = page.evaluate(TOLD, given)

        by_server = {m.name: told(shown, played, m) for m in played.moments[1:] if m.addressed}
        assert by_script.keys() == by_server.keys(), variant.name
        for address, moment in by_server.items():
            assert by_script[address] == moment, f"{variant.name} at {address}"
