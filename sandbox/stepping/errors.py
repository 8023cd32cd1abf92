"""An exception of a consumer under study: the lesson, not a fault of the site."""

import logging
import traceback

SCENARIO_CODE = "<scenario "  # how the names of a scenario's files begin in tracebacks


class ConsumerRaised(Exception):  # noqa: N818  # it says what happened, as WebSocketDisconnect does
    """Tells the server that the consumer raised, so that it answers as it would: 500, or close 1011."""


class WithoutConsumerErrors(logging.Filter):
    """Keeps those exceptions out of the site's log, also of tasks that a consumer starts and nobody waits for.

    The learner sees them on the page.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """False for a record that carries a `ConsumerRaised`, or an exception that came through a scenario's code."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, ConsumerRaised) and not (error and _came_through_scenario(error))


def _came_through_scenario(error: BaseException) -> bool:
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_code.co_filename.startswith(SCENARIO_CODE) for frame in frames)
