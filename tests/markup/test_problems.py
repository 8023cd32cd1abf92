from markup.problems import Place, Problem, Report, errors_among, suggest


def test_a_problem_names_its_place_its_code_and_the_way_out() -> None:
    problem = Problem(Place("a/lesson.md", 5, 1), "C010", "unknown field 'minuts'", "did you mean 'minutes'?")

    assert str(problem) == "a/lesson.md:5:1: C010 unknown field 'minuts'\n    did you mean 'minutes'?"


def test_a_problem_without_a_hint_is_one_line() -> None:
    assert str(Problem(Place("a.md", 2, 3), "C001", "bad")) == "a.md:2:3: C001 bad"


def test_problems_sort_by_file_then_line_then_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 2, 9), Place("a", 2, 1)]

    problems = sorted(Problem(place, "C001", "x") for place in places)

    assert [str(problem.place) for problem in problems] == ["a:2:1", "a:2:9", "a:10:1", "b:1:1"]


def test_warnings_alone_break_nothing() -> None:
    report = Report()
    report.warn(Place("a"), "C056", "a question without a hint")

    assert not report.broken


def test_one_error_breaks_a_file() -> None:
    report = Report()
    report.warn(Place("a"), "C056", "x")
    report.error(Place("a"), "C041", "y")

    assert report.broken


def test_a_near_miss_is_suggested() -> None:
    assert suggest("minuts", ["title", "minutes"]) == "did you mean 'minutes'?"


def test_a_word_like_no_other_gets_the_list() -> None:
    assert suggest("zzz", ["title", "minutes"]) == "known here: minutes, title"


def test_a_near_miss_in_capitals_is_suggested() -> None:
    assert suggest("TITLE", ["title", "minutes"]) == "did you mean 'title'?"


def test_a_long_list_is_cut() -> None:
    assert suggest("zzz", [f"word-{n:02}" for n in range(20)]).endswith("word-10, word-11 and 8 more")


def test_a_note_is_neither_an_error_nor_a_warning() -> None:
    report = Report()
    report.note(Place("a"), "C070", "12 questions")

    assert [problem.severity for problem in report.problems] == ["note"]
    assert not report.broken


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert suggest("zzz", []) == ""


def test_what_hides_the_rest_is_told_alone() -> None:
    report = Report()
    report.warn(Place("a.md", 2), "C058", "long")
    report.give_up(Place("a.md", 3), "C020", "open")
    report.error(Place("a.md", 9), "C060", "dead")
    report.warn(Place("a.md", 9), "C058", "long")
    report.give_up(Place("a.md", 1), "C013", "YAML")

    assert [problem.code for problem in report.problems] == ["C020"]
    assert report.broken


def test_errors_are_picked_from_warnings_and_sorted_by_place() -> None:
    late, early = Problem(Place("a.md", 10), "C001", "x"), Problem(Place("a.md", 9), "C002", "x")
    warning = Problem(Place("a.md", 1), "C058", "x", severity="warning")

    assert errors_among([late, warning, early]) == (early, late)
