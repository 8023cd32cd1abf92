from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.message_buffer = []
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        self.message_buffer.append(text_data)
        await self.send(text_data=str(len(self.message_buffer)))
