from channels.routing import URLRouter
from django.urls import path

from .consumers import ChatConsumer

application = URLRouter(
    [
        path("ws/chat/", ChatConsumer.as_asgi()),
        path("ws/chat/<slug:room>/", ChatConsumer.as_asgi()),
    ]
)
