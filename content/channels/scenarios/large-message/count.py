from channels.generic.websocket import AsyncWebsocketConsumer


class CountConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=f"{len(text_data)} characters")

    async def disconnect(self, code):
        self.close_code = code
