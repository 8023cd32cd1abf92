"""What an author writes beside a run: the concept flow, the rows of the execution table, the tracker."""

from dataclasses import dataclass

READY_STATE, OWN = "ws.readyState", "self."  # the tracker's row of the browser, and how those of the server begin
NOT_SET = "not set"  # what is said of an attribute that the consumer does not have


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A node of the concept flow and the steps during which it is lit; none for a node that is only passed."""

    label: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the execution table: its moment is the `nth` `event` of `client`. `title` and `text` are plain."""

    number: int
    event: str
    client: str
    nth: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the tracker, filled once `step` has passed; step 0 is the start."""

    title: str
    step: int


@dataclass(frozen=True, slots=True)
class Variable:
    """A row of the tracker: one cell for each column, as the author wrote it, or empty where nobody did."""

    name: str
    cells: tuple[str, ...]

    @property
    def told_by(self) -> str:
        """What it holds in a live run: what events mean, what a side says, or what was recorded of another client."""
        if self.name.endswith(")"):
            return "recorded"
        return "browser" if self.name == READY_STATE else "server" if self.name.startswith(OWN) else "teaching"
