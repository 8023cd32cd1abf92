from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from .consumers import InboxConsumer

application = ProtocolTypeRouter(
    {
        "websocket": URLRouter([path("ws/inbox/", InboxConsumer.as_asgi())]),
    }
)
