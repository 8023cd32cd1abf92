"""The scenarios of the release that is being served: the only code that the sandbox runs."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.domain.scenario import Scenario

Key = tuple[str, str]


class Scenarios:
    """Scenarios by (course, name); swapped as a whole."""

    def __init__(self) -> None:
        self._by_key: Mapping[Key, Scenario] = MappingProxyType({})

    def replace(self, scenarios: Mapping[Key, Scenario]) -> None:
        """Serve these from now on; runs that are under way keep what they began with."""
        self._by_key = MappingProxyType(dict(scenarios))

    def get(self, key: Key) -> Scenario | None:
        """The scenario, if the release has it."""
        return self._by_key.get(key)


scenarios = Scenarios()
