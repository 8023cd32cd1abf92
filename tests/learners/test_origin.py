"""Whose page a request comes from."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from learners.origin import is_own_origin, own_origin_required, scope_has_own_origin

HOSTS = ["learn.example", "localhost", "[::1]", ".wide.example"]
OTHERS = ["https://school.example", "http://tools.example:8080"]


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = HOSTS
    settings.ORIGINS = tuple(OTHERS)
    settings.HTTPS = False


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://learn.example", "http://learn.example"),
        ("http://learn.example", "http://learn.example:80"),
        ("https://learn.example:443", "https://learn.example"),
        ("http://learn.example:8000", "http://learn.example:8000"),
        ("HTTP://Learn.Example", "http://lEARN.eXAMPLE"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://sub.wide.example", "http://sub.wide.example"),
        ("https://school.example", "http://learn.example"),
        ("https://school.example:443", "http://learn.example"),
        ("http://tools.example:8080", "http://learn.example"),
    ],
)
def test_our_own_origin_and_those_added_are_ours(origin: str, own: str) -> None:
    assert is_own_origin(origin, own, HOSTS, OTHERS)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("https://learn.example", "http://learn.example"),
        ("http://learn.example:8001", "http://learn.example:8000"),
        ("http://learn.example:443", "https://learn.example"),
        ("http://localhost", "http://learn.example"),
        ("http://sub.learn.example", "http://learn.example"),
        ("http://learn.example.evil.example", "http://learn.example"),
        ("http://evil.example", "http://evil.example"),
        ("http://school.example", "http://learn.example"),
        ("http://tools.example", "http://learn.example"),
        ("http://[::1]:8000", "http://[::2]:8000"),
    ],
)
def test_another_scheme_host_or_port_is_not_ours(origin: str, own: str) -> None:
    assert not is_own_origin(origin, own, HOSTS, OTHERS)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "learn.example",
        "//learn.example",
        "http://",
        "http://learn.example/",
        "http://learn.example/path",
        "http://user@learn.example",
        "http://learn.example:",
        "http://learn.example:port",
        "http://learn.example:99999999",
        "http://learn.example:٨٠",
        "http://learn.example, http://learn.example",
        "http://learn.example\n",
        "ftp://learn.example",
        "ws://learn.example",
        "http://[::1",
        "http://[]",
    ],
)
def test_what_is_no_origin_is_not_ours(origin: str) -> None:
    assert not is_own_origin(origin, "http://learn.example", ["*"], OTHERS)


@given(st.text(), st.text())
def test_garbage_is_never_ours_and_never_an_error(origin: str, own: str) -> None:
    assert not is_own_origin(origin, own, ["*"], ())


def scope(*headers: tuple[bytes, bytes], **rest: str) -> dict[str, object]:
    return {"type": "websocket", "headers": list(headers), **rest}


def test_a_socket_from_our_own_page_is_ours() -> None:
    assert scope_has_own_origin(scope((b"host", b"learn.example:8000"), (b"origin", b"http://learn.example:8000")))


def test_a_secure_socket_wants_a_secure_origin() -> None:
    secure = scope((b"host", b"learn.example"), (b"origin", b"https://learn.example"), scheme="wss")
    plain = scope((b"host", b"learn.example"), (b"origin", b"http://learn.example"), scheme="wss")

    assert scope_has_own_origin(secure)
    assert not scope_has_own_origin(plain)


def test_behind_https_the_origin_is_secure_though_the_proxy_speaks_plainly(settings: Settings) -> None:
    settings.HTTPS = True

    assert scope_has_own_origin(scope((b"host", b"learn.example"), (b"origin", b"https://learn.example")))
    assert not scope_has_own_origin(scope((b"host", b"learn.example"), (b"origin", b"http://learn.example")))


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b"learn.example")],
        [(b"host", b"learn.example"), (b"origin", b"null")],
        [(b"host", b"learn.example"), (b"origin", b"\xff\xfe")],
        [(b"origin", b"http://learn.example")],
        [(b"host", b"learn.example"), (b"origin", b"http://learn.example"), (b"origin", b"http://evil.example")],
        [(b"host", b"learn.example"), (b"host", b"evil.example"), (b"origin", b"http://learn.example")],
        [(b"host", b"evil.example"), (b"origin", b"http://evil.example")],
    ],
)
def test_a_socket_without_one_host_and_one_origin_of_ours_is_foreign(headers: list[tuple[bytes, bytes]]) -> None:
    assert not scope_has_own_origin(scope(*headers))


@given(st.lists(st.tuples(st.sampled_from([b"origin", b"host"]), st.binary()), max_size=4), st.text())
def test_no_handshake_makes_the_check_fail(headers: list[tuple[bytes, bytes]], scheme: str) -> None:
    assert not scope_has_own_origin(scope(*headers, scheme=scheme))


@own_origin_required
def view(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(name)


def post(**headers: str) -> HttpResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return view(RequestFactory().post("/", headers={"Host": "learn.example", **names}), "done")


def test_a_view_lets_our_own_page_post() -> None:
    assert post(Origin="http://learn.example").content == b"done"


def test_a_view_lets_a_browser_post_that_says_same_origin_instead() -> None:
    assert post(Sec_Fetch_Site="same-origin").content == b"done"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_a_view_refuses_other_posts_with_a_sentence(headers: dict[str, str]) -> None:
    with pytest.raises(PermissionDenied, match="came from another site"):
        post(**headers)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_view_asks_for_our_origin_whatever_changes_things(method: str) -> None:
    with pytest.raises(PermissionDenied):
        view(RequestFactory().generic(method, "/", headers={"Host": "learn.example"}), "done")


def test_a_view_lets_anybody_read() -> None:
    request = RequestFactory().get("/", headers={"Host": "learn.example", "Origin": "http://evil.example"})

    assert view(request, "done").content == b"done"
