"""What processes share is prepared by one at a time: whoever starts meanwhile waits, and finds it done."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

LOCK = "starting.lock"
NUMBER = 0x4672616D65  # of PostgreSQL's advisory locks, ours


@contextmanager
def one_at_a_time(data: Path) -> Iterator[None]:
    """Alone among the processes with this data folder and, where that is on PostgreSQL, with this database.

    Either lock goes with its process, whatever ends that. Raises DatabaseError where there is no database.
    """
    with (data / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
        try:
            yield
        finally:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])
