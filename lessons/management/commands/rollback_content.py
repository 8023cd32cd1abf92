"""`manage.py rollback_content`: an earlier release is served again."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.releases import NoSuchReleaseError, number_before, point_to


class Command(BaseCommand):
    help = "Serves the release before the current one again, or the one of a given number."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", type=int)

    def handle(self, *_: str, **options: Any) -> None:
        try:
            number = options["number"] or number_before(settings.DATA)
            point_to(number, settings.DATA)
        except (NoSuchReleaseError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Release {number} is served now. publish_content publishes what the files say.")
