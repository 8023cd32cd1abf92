"""`scenario.yaml` and the Python files beside it become a `Scenario`."""

from dataclasses import dataclass
from typing import TypeAlias

from markup import Record, Report, read_fields, read_yaml, split_lines
from sandbox.domain.code import Code, Folder
from sandbox.domain.outcome_parser import OutcomeReader
from sandbox.domain.scenario import DEFAULT_VARIANT, Action, Client, Handshake, Scenario, Source, Variant
from sandbox.domain.scenario_fields import ClientFields, ScenarioFields, VariantFields
from sandbox.domain.script_parser import Path, ScriptReader, beyond_browsers, handshake_of

__all__ = ["Folder", "parse_scenario"]

LARGEST_LIVE = 16 * 1024  # characters; the stock limit of a message on the site
CODE = {"consumer", "application", "also"}  # the fields that say which files a variant is made of
CodeOfVariant: TypeAlias = tuple[tuple[Source, ...], str]  # with the name of the consumer class


def parse_scenario(course: str, name: str, text: str, folder: Folder, report: Report) -> Scenario | None:
    """Reads `scenario.yaml`; None where something is wrong, and `report` says what."""
    file = f"{folder.shown}/scenario.yaml"
    record = read_yaml(split_lines(text, file, report), file, report)
    fields = read_fields(ScenarioFields, record, report)
    if fields is None or report.broken:
        return None
    if DEFAULT_VARIANT in fields.variants:
        place = record.place_of("variants", DEFAULT_VARIANT)
        report.error(
            place, "C025", "a variant called default", "the scenario itself is the default: choose another name"
        )
    clients = {key: _client(key, client, f"/ws/{name}/", record, report) for key, client in fields.clients.items()}
    scripts, outcomes = ScriptReader(record, clients, report), OutcomeReader(record, clients, report)
    reader = _Reader(record, fields, Code(folder, report), scripts, outcomes, report)
    variants = reader.variants()
    if report.broken:
        return None
    return Scenario(course, name, fields.title, clients, variants)


def _client(name: str, fields: ClientFields, path: str, record: Record, report: Report) -> Client:
    handshake = handshake_of(fields, Handshake(path))
    what = beyond_browsers(handshake) or ("leave pings unanswered" if fields.ignores_pings else "")
    if fields.plays == "browser" and what:
        report.error(record.place_of("clients", name), "C087", f"a browser cannot {what}", "add plays: server")
    return Client(handshake, fields.plays, fields.ignores_pings)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads variants; what one does not say, the scenario says, but for its title, prediction and outcome."""

    record: Record
    scenario: ScenarioFields
    code: Code
    scripts: ScriptReader
    outcomes: OutcomeReader
    report: Report

    def variants(self) -> dict[str, Variant]:
        code = self.sources(self.scenario, ())
        script = self.scripts.script(self.scenario.script, ("script",))
        variants = {DEFAULT_VARIANT: self.variant(DEFAULT_VARIANT, self.scenario, (), code, script)}
        for name, fields in self.scenario.variants.items():
            path = ("variants", name)
            own_code = self.sources(fields, path) if CODE & fields.model_fields_set else code
            own_script = self.scripts.script(fields.script, (*path, "script")) if fields.script else script
            variants[name] = self.variant(name, fields, path, own_code, own_script)
        return variants

    def variant(
        self, name: str, fields: VariantFields, path: Path, code: CodeOfVariant, script: tuple[Action, ...]
    ) -> Variant:
        sources, consumer = code
        server = fields.server or self.scenario.server or "stock"
        variant = Variant(
            name=name,
            title=fields.title,
            sources=sources,
            consumer=consumer,
            script=script,
            attributes=tuple(dict.fromkeys(word for source in sources for word in self.code.attributes(source))),
            predict=fields.predict or "",
            server=server,
            layer=fields.layer or self.scenario.layer or "one",
            database=self.flag("database", fields),
            live=self.flag("live", fields, otherwise=True) and server != "uvicorn",
            outcome=self.outcomes.outcome(fields.outcome, (*path, "outcome")),
        )
        if not path or fields.model_fields_set & {"script", "database"}:
            self.check_users(variant, path)
        if not path or fields.model_fields_set & {"script", "live", "server"}:
            self.check_size(variant, path)
        return variant

    def sources(self, fields: VariantFields, path: Path) -> CodeOfVariant:
        """All files of a variant, and the name of the consumer class in the first of them, if it has no application."""
        said, at = (fields, path) if fields.consumer or fields.application else (self.scenario, ())
        kind, name = ("consumer", said.consumer) if said.consumer else ("application", said.application)
        if not name:
            self.report.error(self.record.place_of(*path), "C011", "no code is named", "write consumer: consumer.py")
            return (), ""
        if said.consumer and said.application:
            place = self.record.place_of(*at, "application")
            self.report.error(place, "C081", "a consumer and an application", "keep one of them")
        main = self.code.source(name, self.record.place_of(*at, kind))
        if main is None:
            return (), ""
        if kind == "application":
            self.code.check_application(main)
        return (main, *self.also(fields, path)), self.code.consumer(main) if kind == "consumer" else ""

    def also(self, fields: VariantFields, path: Path) -> tuple[Source, ...]:
        said, at = (fields, path) if fields.also is not None else (self.scenario, ())
        named = [
            self.code.source(name, self.record.place_of(*at, "also", index))
            for index, name in enumerate(said.also or ())
        ]
        return tuple(dict.fromkeys(source for source in named if source))

    def flag(self, name: str, fields: VariantFields, *, otherwise: bool = False) -> bool:
        said = (getattr(fields, name), getattr(self.scenario, name), otherwise)
        return next(flag for flag in said if flag is not None)

    def check_users(self, variant: Variant, path: Path) -> None:
        """Whoever is signed in stands in a database."""
        connecting = (action for action in variant.script if action.kind == "connect" and not variant.database)
        for action in connecting:
            own = self.scripts.clients[action.client].handshake
            if user := (action.handshake or own).user:
                at = (*path, "script") if action.handshake else ("clients", action.client, "user")
                place = self.record.place_of(*at)
                if place not in {told.place for told in self.report.problems}:
                    self.report.error(
                        place, "C087", f"'{user}' signs in, and there is no database", "add database: true"
                    )
                return

    def check_size(self, variant: Variant, path: Path) -> None:
        """The site takes messages of a bounded size."""
        longest = max((len(action.text) * action.times for action in variant.script), default=0)
        if variant.live and longest > LARGEST_LIVE:
            found = f"a message of {longest} characters; the site takes {LARGEST_LIVE}"
            self.report.error(self.record.place_of(*path, "script"), "C084", found, "add live: false")
