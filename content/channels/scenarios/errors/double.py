from channels.generic.websocket import AsyncWebsocketConsumer


class DoubleConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.count = 0
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        self.count += 1
        await self.send(text_data=str(int(text_data) * 2))

    async def disconnect(self, code):
        self.close_code = code
