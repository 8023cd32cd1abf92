"""The quizzes of the release that is being served."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.quiz import Kind, Quiz


class Bank:
    """Quizzes by course and document; whoever reads sees one whole release."""

    def __init__(self) -> None:
        self._quizzes: Mapping[tuple[str, str], Quiz] = MappingProxyType({})

    def replace(self, quizzes: Iterable[Quiz]) -> None:
        """Swap in another release, all at once."""
        self._quizzes = MappingProxyType({(quiz.course, quiz.id): quiz for quiz in quizzes})

    def quiz(self, course: str, document: str) -> Quiz | None:
        """The questions of one document and their rules; None where it asks nothing."""
        return self._quizzes.get((course, document))

    def get(self, key: QuestionKey) -> Question | None:
        """The question as it stands now."""
        quiz = self.quiz(key.course, key.document)
        return next((q for q in quiz.questions if q.public.key == key), None) if quiz else None

    def beside(self, path: str, kind: Kind) -> Quiz | None:
        """The quiz of a kind that belongs to the lesson at this address."""
        return next((quiz for quiz in self.quizzes if (quiz.path, quiz.kind) == (path, kind)), None)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        return tuple(self._quizzes.values())


bank = Bank()
