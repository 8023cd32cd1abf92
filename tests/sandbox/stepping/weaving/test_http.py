"""Consumers of HTTP, which no client of a run can call: woven, they answer as they do as they are written."""

import asyncio
import traceback
from collections.abc import Iterator
from operator import attrgetter

import pytest
from channels.testing import HttpCommunicator

from sandbox.stepping import source
from sandbox.stepping.stops import stops
from tests.sandbox.stepping.simulation import variant_of
from tests.sandbox.stepping.weaving.cases import Case, cases
from tests.sandbox.stepping.weaving.ways import as_written


class Letting:
    """Stops that let the event loop go on, once each."""

    on = True

    async def stop(self, line: int) -> None:
        await asyncio.sleep(0)

    def block(self, line: int) -> None:
        """Sync code runs through."""


@pytest.fixture(autouse=True)
def compiled_anew() -> Iterator[None]:
    """Nobody else gets what is compiled here."""
    source._compiled.cache_clear()
    yield
    source._compiled.cache_clear()


async def answered(case: Case) -> str:
    """What comes back: status and body, or the error with its lines."""
    method, path, *body = case.script[0].split()
    module = source.load(variant_of(case.files, "Web"), "http")
    try:
        call = HttpCommunicator(module.Web.as_asgi(), method, path, " ".join(body).encode())
        response = await call.get_response()
    except ValueError as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.name == "handle"]
        return repr((f"{type(error).__name__}: {error}", error.__notes__, [(f.lineno, f.colno) for f in frames]))
    finally:
        source.unload(module)
    return repr((response["status"], response["body"]))


@pytest.mark.parametrize("held", [False, True], ids=["open", "held"])
@pytest.mark.parametrize("case", cases("http"), ids=attrgetter("name"))
async def test_an_answer_is_the_same(case: Case, held: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(source, "woven", as_written)
        plain = await answered(case)
    source._compiled.cache_clear()
    if held:
        stops.set(Letting())  # in the context of this test's own task

    assert case.gives in plain
    assert await answered(case) == plain
