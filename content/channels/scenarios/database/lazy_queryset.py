from channels.generic.websocket import AsyncWebsocketConsumer

from .models import Room


class RoomConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        rooms = Room.objects.all()
        for room in rooms:
            await self.send(text_data=room.name)
