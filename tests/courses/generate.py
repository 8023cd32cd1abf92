"""A large course: the first lesson of ours, with its practice and its test or alone, again and again under other names.

`python -m tests.courses.generate FOLDER [LESSONS]` writes one to look at.
"""

import re
import sys
from pathlib import Path
from shutil import copytree

CONTENT = Path(__file__).parents[2] / "content" / "channels"
MODULES, NAME, SCENARIO = 10, "life-of-a-socket", "first-socket"


def write_large_course(root: Path, lessons: int = 100, *, quizzes: bool = True, recorded: bool = True) -> Path:
    """Writes a course of so many lessons, each with a scenario of its own, below `root` and returns it."""
    folder = root / "large"
    slugs = [f"lesson-{number:03}" for number in range(1, lessons + 1)]
    for number, slug in enumerate(slugs):
        _copy(CONTENT / "first-socket" / NAME, folder / f"module-{number % MODULES}" / slug, slug)
        if not quizzes:
            _leave_alone(folder / f"module-{number % MODULES}" / slug)
        _copy(CONTENT / "scenarios" / SCENARIO, folder / "scenarios" / f"{slug}-scenario", slug)
        if recorded:
            runs = CONTENT / "scenarios" / SCENARIO / "recorded"
            copytree(runs, folder / "scenarios" / f"{slug}-scenario" / "recorded", dirs_exist_ok=True)
    modules = "".join(
        f"  - id: module-{number}\n    title: Module {number}\n    lessons: [{', '.join(slugs[number::MODULES])}]\n"
        for number in range(MODULES)
    )
    outline = f"id: large\ntitle: A large course\nsummary: Many lessons.\nlanguage: en\nformat: 1\nmodules:\n{modules}"
    (folder / "course.yaml").write_text(outline)
    (folder / "glossary.md").write_text((CONTENT / "glossary.md").read_text())
    return root


def _leave_alone(lesson: Path) -> None:
    """Takes away what stands beside a lesson, and what it names of that."""
    for file in lesson.iterdir():
        if file.name != "lesson.md":
            file.unlink()
    text = (lesson / "lesson.md").read_text()
    (lesson / "lesson.md").write_text(re.sub(r" proof=[\w-]+", " proof=definition", text))


def _copy(source: Path, target: Path, slug: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.is_file():
            text = path.read_text().replace(NAME, slug).replace(f"scenario: {SCENARIO}", f"scenario: {slug}-scenario")
            text = text.replace(f"src={SCENARIO}/", f"src={slug}-scenario/")
            (target / path.name).write_text(text.replace(f"scenario:{SCENARIO}", f"scenario:{slug}-scenario"))


if __name__ == "__main__":
    write_large_course(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
