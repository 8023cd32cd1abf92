"""Which socket goes where. Whatever is not ours is refused before the upgrade."""

from channels.routing import URLRouter
from django.urls import path, re_path

from sandbox.consumers import ObserverConsumer, client
from sandbox.guard import Guard, refuse

websockets = URLRouter(
    [
        path("ws/runs/<str:token>/observer/", Guard(ObserverConsumer.as_asgi(), observer=True)),
        path("ws/runs/<str:token>/clients/<str:name>/", Guard(client, observer=False)),
        re_path("", refuse),
    ]
)
