"""Who is in which group, as a fold."""

import pytest

from sandbox.domain.events import Event
from sandbox.domain.groups import Groups, regroup


def layer(kind: str, group: str | None = "room") -> Event:
    return Event(f"layer.{kind}", "layer", group=group)


@pytest.mark.parametrize(
    ("before", "client", "event", "after"),
    [
        ({}, "a", layer("group_add"), {"room": ("a",)}),
        ({"room": ("a",)}, "b", layer("group_add"), {"room": ("a", "b")}),
        ({"room": ("a", "b")}, "a", layer("group_discard"), {"room": ("b",)}),
        ({"room": ("a",)}, "a", layer("group_discard"), {}),
        ({"room": ("a",)}, "b", layer("group_discard"), {"room": ("a",)}),
        ({"hall": ("a",)}, "a", layer("group_add"), {"hall": ("a",), "room": ("a",)}),
        ({"room": ("a",)}, "b", layer("group_send"), {"room": ("a",)}),
        ({"room": ("a",)}, "a", Event("application.finished", "code"), {"room": ("a",)}),
    ],
)
def test_groups_after_an_event(before: Groups, client: str, event: Event, after: Groups) -> None:
    assert regroup(before, client, event) == after


def test_who_joins_twice_is_in_it_once() -> None:
    assert regroup({"room": ("a", "b")}, "a", layer("group_add")) == {"room": ("b", "a")}
