from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from .consumers import ChatConsumer, MembersConsumer

routes = [
    path("ws/chat/", ChatConsumer.as_asgi()),
    path("ws/members/", MembersConsumer.as_asgi()),
]
application = ProtocolTypeRouter({"websocket": URLRouter(routes)})
