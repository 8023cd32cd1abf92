from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def disconnect(self, code):
        self.close_code = code
        await self.send(text_data="bye")
