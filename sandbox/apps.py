"""The life of a socket, stepped."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "sandbox"

    def ready(self) -> None:
        """Give each run channel layers and a database of its own, and spare those without one the hop to a thread."""
        from sandbox.stepping import connections, database, layer, offspring  # noqa: PLC0415  # want the apps to be ready

        for of_the_run in (connections, database, layer, offspring):
            of_the_run.install()
