"""What of a consumer's exceptions the site's log holds: nothing."""

import logging

import pytest

from sandbox.stepping.errors import ConsumerRaised, WithoutConsumerErrors
from sandbox.stepping.source import load, unload
from tests.sandbox.stepping.simulation import CONSUMER, variant_of


def is_logged(error: BaseException | None) -> bool:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return WithoutConsumerErrors().filter(logging.LogRecord("x", logging.ERROR, "x", 1, "wrong", (), exc_info))


def raised_in(filename: str) -> BaseException:
    try:
        exec(compile("1 / 0", filename, "exec"))
    except ZeroDivisionError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("error", [None, ValueError("ours"), raised_in(__file__)])
def test_the_sites_own_words_and_faults_are_logged(error: BaseException | None) -> None:
    assert is_logged(error)


def test_what_a_server_must_be_told_is_not() -> None:
    assert not is_logged(ConsumerRaised())


def test_an_exception_of_a_task_that_a_consumer_started_is_not() -> None:
    module = load(variant_of(f"{CONSUMER}class Chat: pass\n\n\ndef fail():\n    return 1 / 0\n"), "failing")
    unload(module)
    with pytest.raises(ZeroDivisionError) as caught:
        module.fail()

    assert not is_logged(caught.value)
