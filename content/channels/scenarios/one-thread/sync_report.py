import time

from channels.generic.websocket import WebsocketConsumer


class ReportConsumer(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        time.sleep(3)
        self.send(text_data="The report is ready")
