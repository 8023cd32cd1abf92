"""Die Hafenstelle: Wer ruft, bekommt einen Liegeplatz genannt."""

from channels.generic.websocket import AsyncWebsocketConsumer


class HafenfunkConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # ohne Typen
    async def connect(self) -> None:
        self.rufe: list[str] = []
        await self.accept()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.rufe.append(text_data or "")
        await self.send(text_data=f"Liegeplatz {len(self.rufe)}")

    async def disconnect(self, code: int) -> None:
        self.rufe.clear()
