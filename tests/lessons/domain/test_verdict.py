from lessons.domain.verdict import Verdict, read_verdict, write_verdict
from markup import Place


def test_a_verdict_is_one_line_and_comes_back_whole() -> None:
    verdict = Verdict("test_a", Place("proofs.py", 3), (Place("lesson.md", 5, 2), Place("lesson.md", 9)), "assert\n1")
    line = write_verdict(verdict)

    assert line.count("\n") == 1
    assert read_verdict(line) == verdict
