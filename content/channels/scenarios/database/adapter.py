from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from .models import Room


class RoomConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        count = await self.count_rooms()
        await self.send(text_data=f"{count} rooms")

    @database_sync_to_async
    def count_rooms(self):
        return Room.objects.count()
