from channels.generic.websocket import AsyncWebsocketConsumer


class CountConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("count", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        for number in range(int(text_data)):
            message = {"type": "count.up", "number": number}
            await self.channel_layer.group_send("count", message)
        await self.send(text_data="all sent")

    async def count_up(self, event):
        await self.send(text_data=str(event["number"]))
