from channels.exceptions import ChannelFull
from channels.generic.websocket import AsyncWebsocketConsumer


class UploadConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        refused = 0
        for number in range(int(text_data)):
            job = {"type": "thumbnail.make", "number": number}
            try:
                await self.channel_layer.send("thumbnails", job)
            except ChannelFull:
                refused += 1
        await self.send(text_data=f"{refused} refused")
