"""What a document may speak of besides itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessons.domain.course import Course
from lessons.domain.glossary import Term
from lessons.domain.lesson import Media
from sandbox.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Known:
    """The course and the folder around a document.

    A scenario that is None is broken itself and has been reported; what stands on it is not judged then, and neither
    are terms when they are None. `stepped` maps a scenario to the folder of the first lesson that steps it; `media` are
    the files beside the document. The glossary stands in the course's own folder: its `slug` is empty.
    """

    course: Course
    slug: str
    scenarios: Mapping[str, Scenario | None] = field(default_factory=dict)
    stepped: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Term] | None = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)
