"""Run tokens: a learner's signed right to one run. Nothing is stored, so any process can honour one."""

import secrets
import time

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from sandbox.domain import closing
from sandbox.domain.ticket import Ticket
from sandbox.domain.trace import Farewell

SALT = "sandbox.run"


def mint(course: str, scenario: str, variant: str, learner: str) -> tuple[str, str]:
    """A new run's name and its token."""
    run = secrets.token_hex(8)
    fields = [course, scenario, variant, _digest(learner), run, int(time.time())]
    return run, signing.dumps(fields, salt=SALT, compress=True)


def read_token(token: str, learner: str | None) -> Ticket | Farewell:
    """The ticket that a token carries for this learner, or why there is none."""
    try:
        fields = signing.loads(token, salt=SALT, max_age=settings.LIMITS.run_most_seconds)
        course, scenario, variant, owner, run, minted = fields
    except signing.SignatureExpired:
        return closing.farewell(closing.EXPIRED)
    except (signing.BadSignature, ValueError):
        return closing.farewell(closing.NO_SUCH_RUN)
    if learner is None or not constant_time_compare(owner, _digest(learner)):
        return closing.farewell(closing.NOT_YOURS)
    return Ticket(course, scenario, variant, owner, run, age=time.time() - minted)


def _digest(learner: str) -> str:
    """The learner as a token may name them: the id itself is the cookie's secret."""
    return salted_hmac(SALT, learner).hexdigest()[:20]
