"""A variant's files as a package of one run."""

import inspect
import linecache
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from sandbox.domain.scenario import Variant
from sandbox.stepping.source import application_of, filename_of, load, models_of, unload
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

CHAT = CONSUMER + "class Chat(AsyncWebsocketConsumer):\n    async def connect(self):\n        await self.accept()\n"
TWO = {"asgi.py": "from .consumers import Chat\napplication = Chat.as_asgi()\n", "consumers.py": CHAT}
Loads = Callable[..., ModuleType]


@pytest.fixture
def loads() -> Iterator[Loads]:
    """Load variants; afterwards nothing of them may be left."""
    before, loaded = set(sys.modules), []

    def loaded_as(variant: Variant, run: str = "r") -> ModuleType:
        loaded.append(load(variant, run))
        return loaded[-1]

    yield loaded_as
    for module in loaded:
        unload(module)
    news = set(sys.modules) - before
    assert not [name for name in news if not name.startswith("django.")], "Django's own come when first asked for"


def test_a_file_imports_its_neighbours_as_a_developer_writes_it(loads: Loads) -> None:
    module = loads(variant_of(TWO, consumer=""))

    assert module.__name__ == "scenario_r.asgi"
    assert sys.modules["scenario_r.consumers"].Chat is module.Chat


def test_a_neighbour_is_executed_when_it_is_first_imported(loads: Loads) -> None:
    module = loads(
        variant_of(
            {
                "consumer.py": "def late():\n    from . import models\n    return models.seen\n",
                "models.py": "seen = 7\n",
            }
        )
    )

    assert "scenario_r.models" not in sys.modules
    assert module.late() == 7


def test_a_file_that_the_variant_does_not_name_cannot_be_imported(loads: Loads) -> None:
    with pytest.raises(ImportError, match=r"models\.py is not part of this scenario, which has consumer\.py: name it"):
        loads(variant_of("from . import models\n"))


def test_a_name_that_a_neighbour_lacks_is_an_ordinary_import_error(loads: Loads) -> None:
    with pytest.raises(ImportError, match=r"cannot import name 'Talk' from 'scenario_r\.consumers'"):
        loads(variant_of({**TWO, "asgi.py": "from .consumers import Talk\n"}))


def test_nothing_is_left_of_files_that_raise(loads: Loads) -> None:
    with pytest.raises(ZeroDivisionError):
        loads(variant_of({"asgi.py": "from . import consumers\n1 / 0\n", "consumers.py": CHAT}))


def test_globals_are_nobody_elses(loads: Loads) -> None:
    variant = variant_of({"consumer.py": "from . import state\n", "state.py": "seen = []\n"})
    one, other = loads(variant, "one"), loads(variant, "other")

    one.state.seen.append(1)

    assert other.state.seen == []


def test_a_file_stands_in_its_module_before_it_runs(loads: Loads) -> None:
    assert loads(variant_of("import sys\nitself = sys.modules[__name__]\n")).itself.__name__ == "scenario_r.consumer"


def test_the_source_can_be_read_as_that_of_any_module(loads: Loads) -> None:
    variant = variant_of(TWO, consumer="")
    module = loads(variant)

    assert inspect.getsource(module.Chat).startswith("class Chat(")
    assert linecache.getline(filename_of(variant.source), 1) == "from .consumers import Chat\n"


def test_a_file_is_compiled_once(loads: Loads, monkeypatch: pytest.MonkeyPatch) -> None:
    variant = variant_of("first = 'compiled once'\n")
    loads(variant, "one")
    monkeypatch.setattr("builtins.compile", None)

    assert loads(variant, "other").first == "compiled once"


def test_other_imports_are_found_where_they_always_are(loads: Loads) -> None:
    with pytest.raises(ModuleNotFoundError, match="No module named 'nowhere'"):
        loads(variant_of("import json\nimport nowhere\n"))


def test_the_application_is_the_consumer_alone_or_what_the_file_composes(loads: Loads) -> None:
    alone, composed = variant_of(CHAT), variant_of(TWO, consumer="")
    module = loads(composed, "composed")

    assert application_of(loads(alone), alone).consumer_class.__name__ == "Chat"  # type: ignore[attr-defined]  # Channels'
    assert application_of(module, composed) is module.application


# Models

MODELS = """\
from django.db import models


class Room(models.Model):
    name = models.CharField(max_length=9)


class Message(models.Model):
    room = models.ForeignKey(Room, models.CASCADE)
"""


def test_models_need_not_say_of_which_app_they_are_and_the_site_never_hears_of_them(loads: Loads) -> None:
    from django.apps import apps  # noqa: PLC0415  # of this test alone

    variant = variant_of({"consumer.py": "from .models import Message\n", "models.py": MODELS}, database=True)
    before = (list(apps.app_configs), set(apps.get_models()), set(apps.all_models))
    one, other = loads(variant, "one-run"), loads(variant, "other")

    assert [model.__name__ for model in models_of(one)] == ["Room", "Message"]
    assert one.Message is not other.Message
    assert (list(apps.app_configs), set(apps.get_models()), set(apps.all_models)) == before


def test_models_know_each_other_both_ways(loads: Loads) -> None:
    variant = variant_of({"consumer.py": "from .models import Room\n", "models.py": MODELS}, database=True)

    assert [field.name for field in loads(variant).Room._meta.get_fields()] == ["message", "id", "name"]


def test_a_file_whose_models_raise_leaves_no_app_behind(loads: Loads) -> None:
    from django.apps import apps  # noqa: PLC0415  # of this test alone

    before = list(apps.app_configs)
    with pytest.raises(ZeroDivisionError):
        loads(variant_of(f"{MODELS}\n1 / 0\n", database=True))

    assert list(apps.app_configs) == before
