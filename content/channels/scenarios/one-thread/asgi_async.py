from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from .chat import ChatConsumer
from .async_report import ReportConsumer

routes = [
    path("ws/report/", ReportConsumer.as_asgi()),
    path("ws/chat/", ChatConsumer.as_asgi()),
]
application = ProtocolTypeRouter({"websocket": URLRouter(routes)})
