"""Models of a scenario's own: known to the site's registry only while the files that define them are imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import ModuleType

from django.apps import AppConfig, apps
from django.db.models import Model

Models = list[type[Model]]

LABEL = "scenario"  # of every run's app: what the site's users know as their `note_set` is then a table of each run

_one_at_a_time = Lock()  # a release may be read in another thread while a run begins


@contextmanager
def own_models(package: str) -> Iterator[Models]:
    """The files of `package` may define models without saying of which app; afterwards the list holds them.

    Were they to stay, each run would meet those of the run before.
    """
    with _one_at_a_time:
        app = _ScenarioApp(package, ModuleType(package))
        apps.app_configs = {**apps.app_configs, LABEL: app}  # never changed while another thread walks through it
        models: Models = []
        try:
            yield models
            models.extend(apps.all_models[LABEL].values())
            for model in models:
                model._meta.get_fields()  # noqa: SLF001  # Django's name; has it remember who points at whom
        finally:
            apps.app_configs = {name: other for name, other in apps.app_configs.items() if other is not app}
            apps.all_models.pop(LABEL, None)
            apps.clear_cache()


class _ScenarioApp(AppConfig):
    path = str(Path(__file__).parent)  # Django wants a folder; nothing is read there
    label = LABEL

    def __init__(self, name: str, module: ModuleType) -> None:
        super().__init__(name, module)
        self.apps, self.models = apps, apps.all_models[LABEL]
