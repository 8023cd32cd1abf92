"""`course.yaml` becomes a `Course`."""

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from pydantic import Field, WithJsonSchema

from lessons.domain.course import Course, Module, QuizDefaults
from markup import SLUG, Fields, Flag, Record, Report, read_fields, read_yaml, split_lines
from quizzes.domain.question import Level
from quizzes.domain.quiz import PASS_MARK, TRIES

RESERVED = frozenset(
    {
        *("answers", "attempts", "glossary", "healthz", "me", "media", "practice", "sandbox", "search", "static"),
        *("test", "ws"),
    }
)
SCENARIOS = "scenarios"
Slug = Annotated[str, Field(pattern=SLUG.pattern, max_length=60)]
Title = Annotated[str, Field(min_length=3, max_length=90)]
Summary = Annotated[str, Field(max_length=200)]
Version = Annotated[Literal["1"], WithJsonSchema({"const": 1})]


class ModuleFields(Fields):
    id: Slug = Field(description="The module's folder.")
    title: Title
    summary: Summary = ""
    lessons: Annotated[list[Slug], Field(min_length=1)] = Field(description="Its lessons' folders, in order.")


class QuizDefaultsFields(Fields):
    shuffle: Flag = Field(default=True, description="Whether practice and test draw an order for choices.")
    attempts: Annotated[int, Field(ge=1, le=5)] = Field(TRIES, description="How often one question may be tried.")
    feedback: Literal["after-answer", "after-submit"] = Field("after-answer", description="When a practice tells.")
    partial: Flag = Field(default=False, description="Whether some of several right choices earn a part of the point.")


class DefaultsFields(Fields):
    quiz: QuizDefaultsFields = Field(default_factory=QuizDefaultsFields)


class CourseFields(Fields):
    id: Slug = Field(description="The course's address. Permanent: results hang on it.")
    title: Title
    summary: Summary = ""
    language: Annotated[str, Field(min_length=2, max_length=12)] = Field(description="Of the texts: en, de, pt-BR.")
    format: Version = Field(description="Of these files.")
    licence: Annotated[str, Field(max_length=200)] = Field("", description="Under which the texts may be used.")
    status: Literal["draft", "published"] = "published"
    levels: Annotated[list[Level], Field(min_length=1)] = Field(default_factory=lambda: [*get_args(Level)])
    pass_mark: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = Field(
        PASS_MARK, alias="pass", description="The part of the points that passes a test."
    )
    defaults: DefaultsFields = Field(default_factory=DefaultsFields)
    modules: Annotated[list[ModuleFields], Field(min_length=1)] = Field(description="The only place for order.")


def parse_course(text: str, file: str, report: Report) -> Course | None:
    """Reads `course.yaml`; None where something is wrong, and `report` says what."""
    record = read_yaml(split_lines(text, file, report), file, report)
    fields = read_fields(CourseFields, record, report)
    if fields is None:
        return None
    _check_names(fields, record, report)
    _check_levels(fields.levels, record, report)
    return None if report.broken else _course(fields, file)


def _course(fields: CourseFields, file: str) -> Course:
    quiz = fields.defaults.quiz
    return Course(
        id=fields.id,
        title=fields.title,
        summary=fields.summary,
        language=fields.language,
        modules=tuple(Module(m.id, m.title, m.summary, tuple(m.lessons)) for m in fields.modules),
        file=file,
        licence=fields.licence,
        status=fields.status,
        pass_mark=fields.pass_mark,
        quizzes=QuizDefaults(quiz.shuffle, quiz.attempts, quiz.feedback == "after-answer", quiz.partial),
        levels=tuple(fields.levels),
    )


def _check_levels(levels: Sequence[Level], record: Record, report: Report) -> None:
    """They stand in the order in which a test asks them, each once."""
    every = get_args(Level)
    for i, level in enumerate(levels):
        if i and every.index(level) <= every.index(levels[i - 1]):
            place = record.place_of("levels", i)
            report.error(place, "C012", f"level '{level}' after '{levels[i - 1]}'", f"keep to {', '.join(every)}")


def _check_names(fields: CourseFields, record: Record, report: Report) -> None:
    """Modules and lessons are told apart by name alone, and some addresses are the site's own."""
    _refuse_reserved(fields.id, ("id",), record, report)
    modules: set[str] = set()
    lessons: set[str] = set()
    for i, module in enumerate(fields.modules):
        if module.id == SCENARIOS:
            place = record.place_of("modules", i, "id")
            report.error(place, "C025", f"'{SCENARIOS}' is the folder of scenarios", "choose another")
        _refuse_twice(module.id, modules, ("modules", i, "id"), record, report)
        for j, lesson in enumerate(module.lessons):
            _refuse_twice(lesson, lessons, ("modules", i, "lessons", j), record, report)
            _refuse_reserved(lesson, ("modules", i, "lessons", j), record, report)


def _refuse_twice(name: str, seen: set[str], path: tuple[str | int, ...], record: Record, report: Report) -> None:
    if name in seen:
        report.error(record.place_of(*path), "C025", f"'{name}' stands here twice", "give each its own name")
    seen.add(name)


def _refuse_reserved(name: str, path: tuple[str | int, ...], record: Record, report: Report) -> None:
    if name in RESERVED:
        report.error(record.place_of(*path), "C025", f"'{name}' is an address of the site itself", "choose another")
