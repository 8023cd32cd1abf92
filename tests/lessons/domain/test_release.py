from lessons.domain.course import Course
from lessons.domain.release import Release
from markup.problems import Place, Problem


def course(name: str) -> Course:
    return Course(name, name, "", "en", (), f"content/{name}/course.yaml")


def problem(file: str) -> Problem:
    return Problem(Place(file), "C001", "found")


def test_the_errors_of_a_course_lie_in_its_folder() -> None:
    own, others = problem("content/small/first/a/lesson.md"), problem("content/smaller/course.yaml")
    release = Release(problems=(others, own, problem("content/notes")))

    assert release.errors_of(course("small")) == (own,)
    assert release.errors_of(course("smaller")) == (others,)


def test_a_warning_is_no_error() -> None:
    warning = Problem(Place("content/small/course.yaml"), "C058", "long", severity="warning")

    assert Release(problems=(warning,)).errors == ()
