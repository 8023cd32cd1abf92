"""Each run has a channel layer of its own: learners cannot meet, and nothing of one run is swept for another."""

from contextvars import ContextVar
from typing import Any

from channels.layers import BaseChannelLayer, InMemoryChannelLayer

layer_of_run: ContextVar[BaseChannelLayer | None] = ContextVar("layer_of_run", default=None)


def new_layer() -> BaseChannelLayer:
    """A layer for one run. Messages outlive a learner's pause: the stock expiry is a minute of real time."""
    return InMemoryChannelLayer(expiry=3600)


class LayerOfTheRun:
    """The `default` layer of the settings: whatever is asked of it, the layer of the current run answers.

    Outside a run it is an ordinary in-memory layer.
    """

    def __init__(self) -> None:
        self._outside = InMemoryChannelLayer()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the layer has
        return getattr(layer_of_run.get() or self._outside, name)
