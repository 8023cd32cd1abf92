from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.offered = self.scope["subprotocols"]
        await self.accept(subprotocol="chat.v3")
