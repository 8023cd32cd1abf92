"""Eine Hafenstelle, die niemanden annimmt."""

from channels.generic.websocket import AsyncWebsocketConsumer


class BesetztConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # ohne Typen
    async def connect(self) -> None:
        await self.close()
