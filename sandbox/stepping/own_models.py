"""Models of a scenario's own: known to the site's registry only while the files that define them are imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps
from django.db.models import Model

Models = list[type[Model]]


@contextmanager
def own_models(package: str) -> Iterator[Models]:
    """The files of `package` may define models without saying of which app; afterwards the list holds them.

    Were they to stay, each run would meet those of the run before.
    """
    label = package.replace("-", "_")
    app = _ScenarioApp(package, ModuleType(package), label)
    apps.app_configs = {**apps.app_configs, label: app}  # never changed while another thread walks through it
    models: Models = []
    try:
        yield models
        models.extend(apps.all_models[label].values())
        for model in models:
            model._meta.get_fields()  # noqa: SLF001  # Django's name; has it remember who points at whom
    finally:
        apps.app_configs = {name: other for name, other in apps.app_configs.items() if other is not app}
        apps.all_models.pop(label, None)
        apps.clear_cache()


class _ScenarioApp(AppConfig):
    path = str(Path(__file__).parent)  # Django wants a folder; nothing is read there

    def __init__(self, name: str, module: ModuleType, label: str) -> None:
        self.label = label
        super().__init__(name, module)
        self.apps, self.models = apps, apps.all_models[label]
