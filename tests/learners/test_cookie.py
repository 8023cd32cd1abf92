"""The cookie that says who is learning."""

import time

import pytest
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from learners import cookie
from learners.cookie import LearnerId, cookie_name, ensure_learner, learner_of, learner_of_scope, remember_learner

ADA = LearnerId("a" * 32)
DAY = 24 * 60 * 60


def issued(learner: LearnerId = ADA) -> str:
    response = HttpResponse()
    remember_learner(RequestFactory().post("/"), response, learner)
    return response.cookies[cookie_name()].value


def request_with(value: str) -> HttpRequest:
    request = RequestFactory().post("/")
    request.COOKIES[cookie_name()] = value
    return request


def scope_with(*cookies: str) -> dict[str, object]:
    return {"type": "websocket", "headers": [(b"host", b"x"), *((b"cookie", each.encode()) for each in cookies)]}


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let so many days pass for whoever reads a signature."""
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + days * DAY)


def test_a_request_without_a_cookie_has_no_learner() -> None:
    assert learner_of(RequestFactory().get("/")) is None


def test_the_cookie_names_its_learner() -> None:
    assert learner_of(request_with(issued())) == ADA


def test_a_socket_knows_the_same_learner() -> None:
    assert learner_of_scope(scope_with(f"theme=dark; learner={issued()}")) == ADA


def test_a_socket_reads_cookies_from_several_headers() -> None:
    assert learner_of_scope(scope_with("theme=dark", f"learner={issued()}")) == ADA


def test_a_socket_without_a_cookie_has_no_learner() -> None:
    assert learner_of_scope(scope_with()) is None


@pytest.mark.parametrize("place", [0, 31, 33, -1])
def test_a_cookie_with_one_other_character_names_nobody(place: int) -> None:
    value = list(issued())
    value[place] = "x" if value[place] != "x" else "y"

    assert learner_of(request_with("".join(value))) is None


def test_a_signature_made_for_another_purpose_names_nobody() -> None:
    assert learner_of(request_with(Signer(salt="something else").sign(f"{ADA}:1"))) is None


def test_a_cookie_signed_with_a_retired_key_still_counts(settings: Settings) -> None:
    value = issued()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as it has to be to count"

    assert learner_of(request_with(value)) == ADA


@given(st.text())
def test_no_cookie_makes_the_reader_fail(value: str) -> None:
    assert learner_of(request_with(value)) is None


@given(st.lists(st.binary(), max_size=3))
def test_no_header_makes_the_reader_fail(cookies: list[bytes]) -> None:
    assert learner_of_scope({"headers": [(b"cookie", b"learner=" + each) for each in cookies]}) is None


def test_a_known_learner_stays_the_same() -> None:
    assert ensure_learner(request_with(issued())) == ADA


def test_new_learners_have_128_random_bits() -> None:
    learners = {ensure_learner(RequestFactory().post("/")) for _ in range(100)}

    assert len(learners) == 100
    assert {len(bytes.fromhex(learner)) for learner in learners} == {16}


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts() -> None:
    response = HttpResponse()
    remember_learner(RequestFactory().post("/"), response, ADA)
    morsel = response.cookies["learner"]

    assert (morsel["path"], morsel["samesite"], morsel["httponly"], morsel["domain"]) == ("/", "Lax", True, "")
    assert (morsel["max-age"], morsel["secure"]) == (400 * DAY, "")


def test_under_https_the_cookie_is_secure_and_bound_to_its_host(settings: Settings) -> None:
    settings.HTTPS = True
    response = HttpResponse()
    remember_learner(RequestFactory().post("/"), response, ADA)

    assert response.cookies["__Host-learner"]["secure"] is True


def test_a_cookie_that_the_browser_has_is_not_sent_again() -> None:
    response = HttpResponse()
    remember_learner(request_with(issued()), response, ADA)

    assert not response.cookies


def test_another_learners_cookie_is_replaced() -> None:
    response = HttpResponse()
    remember_learner(request_with(issued(LearnerId("b" * 32))), response, ADA)

    assert learner_of(request_with(response.cookies["learner"].value)) == ADA


def test_an_old_cookie_still_counts_and_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    request, response = request_with(issued()), HttpResponse()
    later(monkeypatch, days=31)
    remember_learner(request, response, ADA)

    assert learner_of(request) == ADA
    assert learner_of(request_with(response.cookies["learner"].value)) == ADA


def test_a_cookie_past_its_life_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_with(issued())
    later(monkeypatch, days=cookie.LIFETIME.days + 1)

    assert learner_of(request) is None
