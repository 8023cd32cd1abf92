"""`runserver` with the patience of the real launcher; for work on the code, it reloads."""

from daphne.management.commands.runserver import Command as DaphneCommand

from courseware.launcher import PatientServer


class Command(DaphneCommand):
    server_cls = PatientServer
