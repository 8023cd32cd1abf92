from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room = "lobby"
        await self.accept()
        await self.close(code=4001, reason="Sign in first")

    async def disconnect(self, code):
        self.close_code = code
