"""What is drawn of a moment of a recorded run."""

from dataclasses import dataclass

from sandbox.domain.authored import Variable
from sandbox.domain.journal import READY_STATES, Entry
from sandbox.domain.ladder import Ladder
from sandbox.domain.moments import Moment
from sandbox.domain.values import Value


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of the strip, a statement under it, a node of the flow or a head of the tracker.

    `state` is where it stands to what is shown; `side` is whose arrow it has, `said` what that means.
    """

    number: int
    label: str
    state: str
    address: str = ""
    side: str = ""
    said: str = ""
    steps: tuple[int, ...] = ()

    @property
    def current(self) -> bool:
        return self.state == "is-now"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: its safe HTML, its classes, and what it has changed.

    `more` values have no room beside it; where it is `tight` the names have none either.
    """

    html: str
    classes: str
    current: bool
    values: tuple[Value, ...]
    more: bool
    tight: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the tracker; None as its `value` says that its stage is not reached."""

    title: str
    value: str | None
    written: str
    state: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the tracker."""

    variable: Variable
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """All that is drawn of a moment. Addresses are empty where there is nowhere to go."""

    moment: Moment
    title: str
    sentence: str
    position: str
    frames: tuple[Part, ...]
    statements: tuple[Part, ...]
    flow: tuple[Part, ...]
    journal: tuple[Entry, ...]
    ready_state: str
    ladder: Ladder
    lines: tuple[Line, ...]
    values: tuple[Value, ...]
    columns: tuple[Part, ...]
    rows: tuple[Row, ...]
    first: str
    back: str
    step: str
    next_event: str
    granularity: str

    @property
    def begun(self) -> bool:
        return self.moment.index > 0

    @property
    def scale(self) -> tuple[str, ...]:
        """What readyState can be."""
        return READY_STATES

    @property
    def ready_number(self) -> int | None:
        return READY_STATES.index(self.ready_state) if self.ready_state in READY_STATES else None

    @property
    def node(self) -> Part | None:
        """The node of the flow that is named where there is room for one: the current one, or else the first."""
        return next((node for node in self.flow if node.current), next(iter(self.flow), None))
