"""The whole site as one ASGI application."""

import gc
import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django_application = get_asgi_application()  # before anything that imports models

# ruff: noqa: E402  # what follows wants Django to be set up
from courseware.ready_pages import ReadyPages
from courseware.static_files import StaticFiles
from lessons.catalog import get_catalog
from sandbox.routing import websockets

gc.freeze()  # what was imported stays: no collection need walk it again
get_catalog()  # now, not on the first page: answers and runs need what it holds, too
application = ProtocolTypeRouter({"http": ReadyPages(StaticFiles(django_application)), "websocket": websockets})
