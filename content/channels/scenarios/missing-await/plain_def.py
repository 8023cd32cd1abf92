from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    def connect(self):
        self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=text_data)
