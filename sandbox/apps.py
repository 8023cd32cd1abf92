"""The life of a socket, stepped."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "sandbox"

    def ready(self) -> None:
        """Give each run channel layers and a database of its own, and spare those without one the hop to a thread."""
        from sandbox.stepping import (  # noqa: PLC0415  # they want the apps to be ready
            connections,
            database,
            hosts,
            layer,
            offspring,
        )

        for of_the_run in (connections, database, hosts, layer, offspring):
            of_the_run.install()
