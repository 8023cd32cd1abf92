import signal

from channels.generic.websocket import AsyncWebsocketConsumer


class AdminConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        signal.raise_signal(signal.SIGTERM)  # what an operator sends to stop the server

    async def disconnect(self, code):
        self.close_code = code
