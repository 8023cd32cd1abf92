"""The life of a socket, stepped."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "sandbox"

    def ready(self) -> None:
        """Spare consumers that use no database the hop to a thread."""
        from sandbox.stepping import connections  # noqa: PLC0415  # channels.db wants the apps to be ready

        connections.install()
