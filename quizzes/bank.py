"""The questions of the release that is being served."""

from collections.abc import Mapping
from types import MappingProxyType

from quizzes.domain.question import Question, QuestionKey


class Bank:
    """Questions by key, in the order of their documents; whoever reads sees one whole release."""

    def __init__(self) -> None:
        self._questions: Mapping[QuestionKey, Question] = MappingProxyType({})

    def replace(self, questions: Mapping[QuestionKey, Question]) -> None:
        """Swap in another release, all at once."""
        self._questions = MappingProxyType(dict(questions))

    def get(self, key: QuestionKey) -> Question | None:
        """The question as it stands now."""
        return self._questions.get(key)

    def of_document(self, course: str, document: str) -> tuple[Question, ...]:
        """The questions of one document, in its order; none for a document that is not known."""
        questions = self._questions.values()
        return tuple(q for q in questions if (q.public.key.course, q.public.key.document) == (course, document))


bank = Bank()
