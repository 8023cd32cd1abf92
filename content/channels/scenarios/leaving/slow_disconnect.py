import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def disconnect(self, code):
        self.close_code = code
        await asyncio.sleep(20)
