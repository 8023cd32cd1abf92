"""Why a socket of ours ends: close codes of the application range, each with its sentence."""

from collections.abc import Mapping

from sandbox.domain.trace import Farewell

BAD_MESSAGE = 4400
EXPIRED = 4401
NOT_YOURS = 4403
NO_SUCH_RUN = 4404
TOO_SLOW = 4408
REPLACED = 4409
TOO_BIG = 4413
TOO_FAST = 4429
RESTARTING = 4503
STOP_EXPIRED = 4504
ASKED_FOR = 1000

SENTENCES: Mapping[int, str] = {
    ASKED_FOR: "This run was ended.",
    BAD_MESSAGE: "The page sent a command that the sandbox does not know.",
    EXPIRED: "This run has expired. Your frames stay readable; connect to begin a new one.",
    NOT_YOURS: "This run belongs to another browser. Connect to begin one of your own.",
    NO_SUCH_RUN: "There is no such run any more. Your frames stay readable; connect to begin a new one.",
    TOO_SLOW: "The page was away for too long, so the run was ended.",
    REPLACED: "This run was opened in another tab, which steps it now.",
    TOO_BIG: "That was too big for the sandbox.",
    TOO_FAST: "That was too fast for the sandbox. Wait a moment, then connect again.",
    RESTARTING: "The server is restarting. Your frames stay readable; connect again in a moment.",
    STOP_EXPIRED: "The event was held for too long, so the run was ended.",
}


def farewell(code: int, message: str = "") -> Farewell:
    """The farewell for `code`, in its own words or in `message`."""
    return Farewell(code, message or SENTENCES[code])
