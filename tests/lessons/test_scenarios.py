from lessons.roots import Source
from lessons.scenarios import read_scenario
from markup import Report
from sandbox.domain.scenario import Scenario
from tests.lessons.courses import CONSUMER, SCENARIO


def read(files: dict[str, str], faults: dict[str, str] | None = None) -> tuple[Scenario | None, list[tuple[str, str]]]:
    report = Report()
    sources = [
        Source(
            f"small/scenarios/hello/{name}",
            f"content/{name}",
            f"/x/{name}",
            1,
            text.encode(),
            (faults or {}).get(name, ""),
        )
        for name, text in files.items()
    ]
    return read_scenario("small", "hello", sources, (), report), [(p.code, p.place.file) for p in report.problems]


def test_a_folder_is_a_scenario_with_its_code() -> None:
    scenario, told = read({"consumer.py": CONSUMER, "scenario.yaml": SCENARIO})

    assert told == []
    assert scenario
    assert (scenario.name, scenario.variants["default"].source.text) == ("hello", CONSUMER)


def test_a_folder_without_an_outline_is_told_at_the_file_that_is_missing() -> None:
    assert read({"consumer.py": CONSUMER}) == (None, [("C004", "content/scenario.yaml")])


def test_code_that_cannot_be_read_is_told_and_nothing_that_stands_on_it() -> None:
    files = {"consumer.py": "", "scenario.yaml": SCENARIO}

    assert read(files, {"consumer.py": "Permission denied"}) == (None, [("C004", "content/consumer.py")])


def test_an_outline_that_cannot_be_read_is_told() -> None:
    files = {"consumer.py": CONSUMER, "scenario.yaml": ""}

    assert read(files, {"scenario.yaml": "Permission denied"}) == (None, [("C004", "content/scenario.yaml")])


def test_code_that_fails_when_it_is_imported_is_told() -> None:
    files = {"consumer.py": f"import nowhere\n{CONSUMER}", "scenario.yaml": SCENARIO}

    assert read(files) == (None, [("C082", "content/consumer.py")])
