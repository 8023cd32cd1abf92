"""The documents of a course: lessons, and what stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from lessons.domain.bodies import Section, VisualQuiz
from markup import Place, Prose
from quizzes.domain.question import Level, Question

Address: TypeAlias = tuple[str, str]  # course id and the folder of a lesson, or the name of a scenario
Status = Literal["draft", "review", "published", "retired"]
DocumentKind = Literal["lesson", "practice", "test"]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Requirement:
    """The id of a lesson that comes first, and where it is named."""

    lesson: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to another document of the course, to be judged once all are read: folder, file, place on its page."""

    slug: str
    document: DocumentKind
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A question, which has a key, or a key moment that names a proof; `proof` is empty where none is named.

    `place` is that of the heading, `named` that of the proof.
    """

    id: str
    proof: str
    place: Place
    named: Place
    keyed: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `id` is permanent, `slug` is its folder and its address; title and summary are plain.

    `aliases` are earlier addresses, `places` maps every id of the page to the title of its section, `images` are the
    files of its folder that it shows.
    """

    course: str
    id: str
    slug: str
    title: str
    summary: str
    minutes: int
    level: Level
    status: Status
    scenario: str
    introduction: Prose
    sections: Mapping[str, Section]
    requires: tuple[Requirement, ...] = ()
    aliases: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Reference, ...] = ()
    images: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()

    @property
    def path(self) -> str:
        """Its address."""
        return f"/{self.course}/{self.slug}/"

    def body(self, kind: type[Part]) -> Part | None:
        """The body of the section of a kind, where the lesson has one."""
        return next((s.body for s in self.sections.values() if isinstance(s.body, kind)), None)

    @property
    def questions(self) -> tuple[Question, ...]:
        quiz = self.body(VisualQuiz)
        return quiz.questions if quiz else ()


@dataclass(frozen=True, slots=True)
class QuizPage:
    """A practice or a test beside a lesson; `slug` is the lesson's folder. Title and summary are plain."""

    course: str
    slug: str
    kind: Literal["practice", "test"]
    id: str
    title: str
    summary: str
    minutes: int
    level: Level
    status: Status
    introduction: Prose
    questions: tuple[Question, ...]
    draw: Mapping[Level, int] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    images: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()

    @property
    def path(self) -> str:
        """Its address."""
        return f"/{self.course}/{self.slug}/{self.kind}/"


@dataclass(frozen=True, slots=True)
class Media:
    """A file beside a lesson, as it is served; `width` and `height` in pixels, 0 where the file does not say."""

    name: str
    body: bytes
    content_type: str
    width: int
    height: int
