import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class SearchConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await asyncio.sleep(0.6)
        await self.send(text_data=f"nothing found for {text_data}")
