from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room = "lobby"
        raise DenyConnection

    async def disconnect(self, code):
        self.close_code = code
