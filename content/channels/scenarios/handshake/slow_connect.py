import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room = "lobby"
        await asyncio.sleep(10)
        await self.accept()

    async def disconnect(self, code):
        self.close_code = code
