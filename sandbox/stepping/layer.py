"""The channel layers of a run: learners cannot meet, and what goes to a layer and comes from it is seen.

In a client's application `get_channel_layer()` and `self.channel_layer` are its run's; elsewhere nothing changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import channels.layers
from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import ChannelLayerManager, InMemoryChannelLayer

from sandbox.domain.events import Event
from sandbox.domain.scenario import LayerMode
from sandbox.stepping.border import crossing
from sandbox.stepping.values import shown

Payload = dict[str, Any]


def install() -> None:
    """Put the context-aware form in place of Channels' own."""
    if not isinstance(channels.layers.channel_layers, _LayersOfTheClient):
        channels.layers.channel_layers = _LayersOfTheClient(channels.layers.channel_layers)


class TracedLayer:
    """An in-memory layer; what a client of the run does with it crosses the client's border first.

    What stock Channels refuses to do is raised at once, and so is no event.
    """

    def __init__(self) -> None:
        self._layer = InMemoryChannelLayer(expiry=3600)  # stock is a minute, and a learner thinks for longer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the layer has
        return getattr(self._layer, name)

    async def group_add(self, group: str, channel: str) -> None:
        self._require_valid(group, channel)
        await _cross(Event("layer.group_add", "layer", group=group))
        await self._layer.group_add(group, channel)

    async def group_discard(self, group: str, channel: str) -> None:
        self._require_valid(group, channel)
        await _cross(Event("layer.group_discard", "layer", group=group))
        await self._layer.group_discard(group, channel)

    async def group_send(self, group: str, message: Payload) -> None:
        self._layer.require_valid_group_name(group)
        await _cross(Event("layer.group_send", "layer", text=shown(message), group=group))
        await self._layer.group_send(group, message)

    async def send(self, channel: str, message: Payload) -> None:
        self._layer.require_valid_channel_name(channel)
        await _cross(Event("layer.send", "layer", text=shown(message)))
        await self._layer.send(channel, message)

    async def receive(self, channel: str) -> Payload:
        """A message crosses when it is about to be handed out: to wait for one is no event."""
        message: Payload = await self._layer.receive(channel)
        await _cross(Event("layer.receive", "layer", text=shown(message)), str(message.get("type", "")))
        return message

    def _require_valid(self, group: str, channel: str) -> None:
        self._layer.require_valid_group_name(group)
        self._layer.require_valid_channel_name(channel)


class Layers:
    """The layers of one run: one for all clients, one each as if each had a process of its own, or none."""

    def __init__(self, mode: LayerMode) -> None:
        self._mode = mode
        self._layers: dict[str, TracedLayer] = {}

    def of(self, client: str) -> TracedLayer | None:
        """What this client's application finds as its channel layer."""
        if self._mode == "none":
            return None
        return self._layers.setdefault(client if self._mode == "per-client" else "", TracedLayer())

    @contextmanager
    def importing(self) -> Iterator[None]:
        """While a scenario's files are imported, `get_channel_layer()` at their top level finds the run's, too."""
        token = _importing.set(self)
        try:
            yield
        finally:
            _importing.reset(token)

    def at_import(self) -> Any:  # noqa: ANN401  # Channels carries no types
        """The layer of whichever client will use it."""
        return None if self._mode == "none" else _LayerOfTheCaller()


_importing: ContextVar[Layers | None] = ContextVar("importing", default=None)


class _LayerOfTheCaller:
    """Stands for the layer of the client whose code uses it."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the layer has
        border = crossing.get()
        return getattr(border and border.layer, name)


class _LayersOfTheClient:
    """Channel layers by alias: the run's own in a client's application, those of the settings outside."""

    def __init__(self, outside: ChannelLayerManager) -> None:
        self._outside = outside

    def __getitem__(self, alias: str) -> Any:  # noqa: ANN401  # Channels carries no types
        border, layers = crossing.get(), _importing.get()
        if border is None and layers is None:
            return self._outside[alias]
        layer = border.layer if border else layers and layers.at_import()
        if alias != DEFAULT_CHANNEL_LAYER or layer is None:
            raise KeyError(alias)  # Channels then says None, as where the settings have no layer
        return layer

    def __contains__(self, alias: str) -> bool:
        return alias in self._outside

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the manager has
        return getattr(self._outside, name)


async def _cross(event: Event, handler: str = "") -> None:
    border = crossing.get()
    if border is not None:
        await border.cross(event, handler)
