"""Bring the site up on this machine: database, static files, content, sockets."""

from argparse import ArgumentTypeError
from typing import Any

from daphne.endpoints import build_endpoint_description_strings
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from courseware.asgi import application
from courseware.launcher import PatientServer
from courseware.starting import one_at_a_time
from courseware.static_files import collected_files
from lessons.catalog import problems
from lessons.checks import all_but_content
from lessons.pages import get_pages

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # nobody can go there; this machine can be gone to


class Command(BaseCommand):
    help = "Migrates, checks the content and serves the site with Daphne; Ctrl-C ends it."
    requires_system_checks = all_but_content()  # a mistake in a lesson is told, and everything else is served

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=8000, type=_port, help="0 takes a free one")

    def handle(self, *_args: Any, host: str, port: int, **_options: Any) -> None:
        try:
            with one_at_a_time(settings.DATA):
                call_command("migrate", verbosity=0, interactive=False)
                if not settings.COURSEWARE_DEBUG:
                    call_command("collectstatic", verbosity=0, interactive=False)
                    collected_files(settings.STATIC_ROOT)
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}. DATABASE_URL names it.") from error
        for problem in problems():
            self.stderr.write(str(problem))
        if not settings.COURSEWARE_DEBUG:
            get_pages().make()  # now, not while the first learner waits
        server = PatientServer(
            application,
            endpoints=build_endpoint_description_strings(host=host.strip("[]"), port=port),
            told=self._tell,
        )
        server.run()
        if server.failure:
            way_out = f" Another port: make run PORT={port + 1}" if "in use" in server.failure else ""
            raise CommandError(f"{server.failure}{way_out}")

    def _tell(self, host: str, port: int) -> None:
        host = EVERYWHERE.get(host, host)
        name = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Framewise is at http://{name}:{port}/  (Ctrl-C ends it)")
        self.stdout.flush()


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise ArgumentTypeError(f"{text!r} is not a port: wanted a number from 0 to 65535")
    return int(text)
