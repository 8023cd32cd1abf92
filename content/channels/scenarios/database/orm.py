from channels.generic.websocket import AsyncWebsocketConsumer

from .models import Room


class RoomConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        count = Room.objects.count()
        await self.send(text_data=f"{count} rooms")
