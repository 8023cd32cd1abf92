"""Values as bounded texts. `repr` of arbitrary objects would run their code, and a queryset's would run SQL."""

from collections.abc import Iterable, Mapping
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import cast

LONGEST = 200  # characters of one value
MOST_ITEMS = 20
MOST_NAMES = 64
DEEPEST = 3
CHANNELS_OWN = frozenset({"scope", "channel_layer", "channel_name", "channel_receive", "base_send", "groups"})
LEFT_OUT = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, type)  # names, not values, to who reads code
PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes})
BRACKETS: Mapping[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


def attributes_of(consumer: object) -> Mapping[str, str]:
    """The attributes that the scenario's author gave a consumer, without those of Channels."""
    try:
        own: dict[str, object] = object.__getattribute__(consumer, "__dict__")
    except AttributeError:
        return {}
    return {name: shown(value) for name, value in list(own.items())[:MOST_NAMES] if name not in CHANNELS_OWN}


def variables_of(names: Mapping[str, object]) -> Mapping[str, str]:
    """The local variables of a function, without its `self` and what Python adds to them."""
    own = ((name, value) for name, value in list(names.items())[:MOST_NAMES] if name.isidentifier())
    return {
        name: shown(value)
        for name, value in own
        if name not in {"self", "__class__"} and not issubclass(type(value), LEFT_OUT)
    }


def shown(value: object, depth: int = 0) -> str:
    """A value of a known exact type as Python writes it, cut to `LONGEST`; `<ClassName>` for any other."""
    kind = type(value)
    exact = kind if type(kind) is type else object  # a metaclass may have its own idea of which classes are equal
    if exact in PLAIN:
        return _cut(_plain(value))
    if issubclass(kind, int):
        return _cut(
            _plain(int.__int__(cast(int, value)))
        )  # as an enumeration's member is: by its number, without its own code
    if depth < DEEPEST and exact is dict and isinstance(value, dict):
        pairs = (f"{shown(k, depth + 1)}: {shown(v, depth + 1)}" for k, v in list(islice(value.items(), MOST_ITEMS)))
        return _cut("{" + _joined(pairs, len(value)) + "}")
    if depth < DEEPEST and exact in BRACKETS and isinstance(value, list | tuple | set | frozenset):
        return _cut(_sequence(kind, value, depth))
    return f"<{_name_of(kind)}>"


def _name_of(kind: type) -> str:
    """A class's own name, whatever its metaclass would say."""
    name: str = type.__getattribute__(kind, "__name__")
    return name


def _plain(value: object) -> str:
    if isinstance(value, str | bytes):
        return repr(value[: LONGEST + 1])
    if isinstance(value, int) and value.bit_length() > 4 * LONGEST:
        return f"<int of {value.bit_length()} bits>"  # writing it out takes quadratic time
    return repr(value)


def _sequence(
    kind: type, value: list[object] | tuple[object, ...] | set[object] | frozenset[object], depth: int
) -> str:
    if not value and kind in {set, frozenset}:
        return f"{kind.__name__}()"
    opening, closing = BRACKETS[kind]
    comma = "," if kind is tuple and len(value) == 1 else ""
    items = (shown(item, depth + 1) for item in list(islice(value, MOST_ITEMS)))
    told = sorted(items) if kind in {set, frozenset} else items  # a set's own order differs from process to process
    return f"{opening}{_joined(told, len(value))}{comma}{closing}"


def _joined(items: Iterable[str], count: int) -> str:
    """As many of them as can be seen: what lies deep would take long to write and then be cut off."""
    told, length = [], 0
    for item in items:
        told.append(item)
        length += len(item)
        if length > LONGEST:
            break
    return ", ".join(told) + (", …" if count > MOST_ITEMS else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
