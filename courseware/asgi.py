"""The whole site as one ASGI application."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django_application = get_asgi_application()  # before anything that imports models

from courseware.static import StaticFiles  # noqa: E402
from lessons.catalog import get_catalog  # noqa: E402
from sandbox.routing import websockets  # noqa: E402

get_catalog()  # now, not on the first page: answers and runs need what it holds, too
application = ProtocolTypeRouter({"http": StaticFiles(django_application), "websocket": websockets})
