import json

from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.message_buffer = []
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        text = json.loads(text_data)["text"]
        self.message_buffer.append(text)
        reply = text.upper()
        await self.send(text_data=json.dumps({"reply": reply}))
        self.message_buffer.append(reply)

    async def disconnect(self, code):
        self.message_buffer.clear()
