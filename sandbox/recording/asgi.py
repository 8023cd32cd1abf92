"""What the stock server of a recording imports: `application`, made from the job that its standard input brings."""

import os
import sys
import threading

from sandbox.recording import project
from sandbox.recording.job import read_job


def _end_with_the_recorder() -> None:
    """Nothing more is written to the standard input: once it ends, so does this process, whatever it is doing."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


job = read_job(sys.stdin.buffer)
threading.Thread(target=_end_with_the_recorder, daemon=True).start()
project.set_up(job.variant)

# ruff: noqa: E402  # what follows wants Django to be set up
from sandbox.recording.lines import Writer
from sandbox.recording.served import Served
from sandbox.stepping import layer
from sandbox.stepping.database import session_of
from sandbox.stepping.source import load, models_of

layer.install()
layers = layer.Layers(job.variant.layer)
with layers.importing():
    module = load(job.variant, "recorded")
writer = Writer(job.lines)
if job.variant.database:
    project.make_tables(models_of(module))
    for user in job.users:
        writer.signed_in(user, session_of(user))
application = Served(job.variant, module, layers, writer)
