from lessons.proving.runs import Runs


def test_zaehlen(run: Runs) -> None:
    """Jeder Ruf wird gezählt, und die Zahl ist der Liegeplatz."""
    assert run("hafenfunk").seen_by("schiff")[1].text == "Liegeplatz 1"
