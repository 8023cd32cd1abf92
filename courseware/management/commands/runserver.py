"""`runserver` with the patience of the real launcher; for work on the code, it reloads."""

from typing import Any

from daphne.management.commands.runserver import Command as DaphneCommand

from courseware.launcher import PatientServer
from lessons.checks import all_but_content


class Command(DaphneCommand):
    server_cls = PatientServer

    def check(self, **options: Any) -> None:
        """Look for mistakes of ours before each start; one in a lesson is shown on its page."""
        super().check(**{"tags": all_but_content(), **options})
