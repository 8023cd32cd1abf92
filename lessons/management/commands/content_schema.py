"""`manage.py content_schema`: what an editor needs to help with course.yaml, scenario.yaml and front matter."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lessons.domain.schema import schemas


class Command(BaseCommand):
    help = "Prints the JSON Schema of course.yaml, of scenario.yaml, or of the front matter of a lesson, or of a quiz."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("of", nargs="?", choices=sorted(schemas()), default="course")

    def handle(self, *_: str, **options: Any) -> None:
        self.stdout.write(json.dumps(schemas()[options["of"]], indent=2))
