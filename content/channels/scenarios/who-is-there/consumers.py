from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.name = str(self.scope["user"])
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=f"You are {self.name}")


class MembersConsumer(ChatConsumer):
    async def connect(self):
        if self.scope["user"].is_anonymous:
            await self.close()
        else:
            await super().connect()
