"""An exception of a consumer under study: the lesson, not a fault of the site."""

import logging


class ConsumerRaised(Exception):  # noqa: N818  # it says what happened, as WebSocketDisconnect does
    """Tells the server that the consumer raised, so that it answers as it would: 500, or close 1011."""


class WithoutConsumerErrors(logging.Filter):
    """Keeps those exceptions out of the site's log; the learner sees them on the page."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for a record that carries a `ConsumerRaised`."""
        return not (record.exc_info and isinstance(record.exc_info[1], ConsumerRaised))
