import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room = "lobby"
        self.loading = asyncio.create_task(self.load())

    async def load(self):
        await asyncio.sleep(1)
        await self.channel_layer.send(self.channel_name, {"type": "room.ready"})

    async def room_ready(self, message):
        await self.accept()

    async def disconnect(self, code):
        self.close_code = code
