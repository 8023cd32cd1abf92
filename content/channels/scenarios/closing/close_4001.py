from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data="bye")
        await self.close(code=4001, reason="Sign in again")

    async def disconnect(self, code):
        self.close_code = code
