"""`manage.py publish_content`: what is good in the content becomes the release that is served."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.releases import current_number, keep, read_sources
from lessons.told import as_text, contents


class Command(BaseCommand):
    help = "Publishes what is good, with the last good versions of what is broken; exits with 1 if there were errors."
    requires_system_checks = ()

    def handle(self, *_: str, **__: Any) -> None:
        last, number = read_sources(settings.DATA), current_number(settings.DATA)
        release = read_release(settings.CONTENT_ROOTS, last)
        self.stdout.write(as_text(release.problems, release))
        self._list(f"Kept as in release {number}, until the errors are mended:", release.kept)
        self._list("Left out, since there is no good version yet:", release.left_out)
        if release.sources == last.sources:
            self.stdout.write(
                f"Nothing has changed: release {number} is served on." if number else "Nothing to publish."
            )
        else:
            self.stdout.write(f"Release {self._keep(release)} is served now: {contents(release)}.")
        if release.errors:
            raise SystemExit(1)

    def _keep(self, release: Release) -> int:
        try:
            return keep(release, settings.DATA)
        except OSError as error:
            raise CommandError(f"Nothing was published: {settings.DATA} cannot be written to: {error}") from error

    def _list(self, heading: str, files: tuple[str, ...]) -> None:
        if files:
            self.stdout.write("\n    ".join((heading, *files)))
