"""A recorded run as a page tells it, which plays one of its clients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.domain.authored import OWN, READY_STATE, Step
from sandbox.domain.captions import caption_of
from sandbox.domain.crossings import End, Item, items_of
from sandbox.domain.journal import LOST, Entry, journal_of, leave_of, ready_state_of
from sandbox.domain.moments import START, Moment, find, moments_of
from sandbox.domain.scenario import Variant
from sandbox.domain.values import attributes_at


@dataclass(frozen=True, slots=True)
class Played:
    """All moments of a run, what its client's browser saw and did, and what crossed that client's wire."""

    client: str
    moments: tuple[Moment, ...] = (START,)
    journal: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    hangs_up: bool = False

    @property
    def frames(self) -> tuple[Moment, ...]:
        """One moment for each frame, in order: that with which it has passed."""
        return tuple(sorted((m for m in self.moments[1:] if m.addressed and not m.nth), key=lambda m: m.frame))

    def find(self, name: str) -> Moment | None:
        """The moment that an address names so."""
        return find(self.moments, name)

    def statements(self, frame: int) -> tuple[Moment, ...]:
        """Those under a frame."""
        return tuple(moment for moment in self.moments if moment.nth and moment.frame == frame)

    def seen(self, index: int) -> tuple[Entry, ...]:
        """What the browser had seen and done by a moment."""
        return tuple(entry for entry in self.journal if entry.at <= index)

    def wire(self, index: int) -> int:
        """The moment whose wire is shown at another: statements do not change it."""
        return max(moment.index for moment in self.moments[: index + 1] if not moment.nth)

    def values(self, index: int) -> Mapping[str, str]:
        """What the tracker's variables hold at a moment."""
        tracker = self.moments[index].tracker_of(self.client)
        own = attributes_at(self.moments, index, self.client)
        return {
            READY_STATE: ready_state_of(self.seen(index)),
            "connection_state": tracker.connection_state,
            "message_buffer": tracker.message_buffer,
            **{f"{OWN}{name}": value for name, value in own.items()},
        }

    def caption(self, moment: Moment, steps: Sequence[Step], file: str) -> tuple[str, str]:
        """Title and sentence: the author's row speaks where its event has passed as it tells, else we do."""
        is_lost = moment.event.kind == "websocket.disconnect" and moment.event.code == LOST and not self.hangs_up
        row = next((s for s in steps if s.number == moment.step and s.title), None)
        if row and moment.face == "passed" and not is_lost:
            return row.title, row.text
        return caption_of(moment.face, moment.event, moment.tracker_of(moment.client), moment.at, file)


def play_back(variant: Variant, steps: Sequence[Step], client: str, path: str) -> Played:
    """The recorded run of a variant, from the side of one client, which opens `path`."""
    if variant.recording is None:
        return Played(client)
    moments = moments_of(variant.recording, steps)
    hangs_up = leave_of(client, variant.script) is not None
    journal = journal_of(variant.recording, moments, client, variant.script)
    return Played(client, moments, journal, items_of(moments, End(client, path, hangs_up)), hangs_up)
