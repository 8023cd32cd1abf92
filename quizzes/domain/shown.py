"""A question's choices, items and blanks as they stand on somebody's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markup import Prose
from quizzes.domain.grading import Answer, Fields, place_field, read_number
from quizzes.domain.question import KEY_BEGINS, KEY_ENDS, Choice, Marked, Ordered, PublicQuestion, Question

Mark = Literal["", "right", "wrong"]
TRUTH = {"True": "T", "False": "F"}


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice on the page; `tag` says in words what `mark` says in colour.

    An item to be ordered has its `place`, 0 until it was given one.
    """

    key: str
    letter: str
    text: Prose
    mark: Mark = ""
    tag: str = ""
    checked: bool = False
    closed: bool = False
    place: int = 0

    @property
    def field(self) -> str:
        """The name of the field that takes the place of an item."""
        return place_field(self.key)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a question's form: chosen keys, an item's places, a text."""

    keys: tuple[str, ...] = ()
    places: Mapping[str, int] | None = None
    text: str = ""


def filled_by(question: PublicQuestion, answer: Answer) -> Filled:
    """What an answer was, put back into the form."""
    if question.type == "order":
        return Filled(places={key: place for place, key in enumerate(answer.given, 1)})
    if question.choices:
        return Filled(keys=answer.given)
    return Filled(text="".join(answer.given))


def filled_in(question: PublicQuestion, fields: Fields) -> Filled:
    """What a form held, as far as it makes sense, whether it is a whole answer or not."""
    known = [choice.key for choice in question.choices]
    places = {key: read_number(fields.get(place_field(key), ())) or 0 for key in known}
    return Filled(
        tuple(key for key in fields.get("choice", ()) if key in known),
        places if any(places.values()) else None,
        next(iter(fields.get("text", ())), ""),
    )


def in_order(question: PublicQuestion, order: Sequence[str]) -> tuple[Choice, ...]:
    """The choices in the order of an attempt; as they are where there is none."""
    choices = {choice.key: choice for choice in question.choices}
    is_whole = set(order) == set(choices)
    return tuple(choices[key] for key in order) if is_whole else question.choices


def letters_of(question: PublicQuestion, order: Sequence[str]) -> dict[str, str]:
    """The letter that each choice has on this page: letters are given after the shuffle. Items have none."""
    choices = in_order(question, order)
    if question.type == "order":
        return {choice.key: "" for choice in choices}
    return {c.key: TRUTH.get(c.text.source, chr(ord("A") + place)) for place, c in enumerate(choices)}


def html_of(text: Prose, letters: Mapping[str, str]) -> str:
    """A text as safe HTML, with the letters that choices have on this page."""
    html = text.html
    for key, letter in letters.items():
        html = html.replace(f"{KEY_BEGINS}{key}{KEY_ENDS}", letter)
    return html


def choices_of(
    question: Question, order: Sequence[str], filled: Filled, earlier: Sequence[str], *, settled: bool
) -> tuple[ShownChoice, ...]:
    """The choices as they stand; `earlier` holds the keys of earlier tries, `settled` lets the key be seen."""
    choices = in_order(question.public, order)
    match question.secret.key:
        case Ordered(keys):
            return _items(choices, filled, keys if settled else ())
        case Marked(right):
            letters = letters_of(question.public, order)
            is_judged = settled or question.public.type != "multiple"  # else a miss would tell which ones are wrong
            return tuple(
                ShownChoice(
                    key=choice.key,
                    letter=letters[choice.key],
                    text=choice.text,
                    mark="right" if settled and choice.key in right else "wrong" if is_judged and is_chosen else "",
                    tag=_tag(is_chosen, settled and choice.key in right, choice.key in filled.keys),
                    checked=choice.key in filled.keys,
                    closed=settled and choice.key not in filled.keys,
                )
                for choice in choices
                for is_chosen in [choice.key in earlier]
            )
    return ()


def _tag(is_chosen: bool, is_right: bool, is_last: bool) -> str:  # noqa: FBT001  # the three sides of a small table
    return {
        (True, True): "Your answer, correct",
        (False, True): "Correct answer",
        (True, False): "Your answer" if is_last else "Your first answer",
    }.get((is_chosen, is_right), "")


def _items(choices: Sequence[Choice], filled: Filled, right: Sequence[str]) -> tuple[ShownChoice, ...]:
    """Items stand as their learner put them, those without a place last; once it is settled, each says its place."""
    places = filled.places or {}
    shown = [_item(choice, places.get(choice.key, 0), right) for choice in choices]
    return tuple(sorted(shown, key=lambda item: item.place or len(shown)))


def _item(choice: Choice, place: int, right: Sequence[str]) -> ShownChoice:
    wanted = right.index(choice.key) + 1 if right else 0
    mark: Mark = "" if not wanted else "right" if place == wanted else "wrong"
    tag = "" if not wanted else "In its place" if place == wanted else f"Belongs at {wanted}"
    return ShownChoice(choice.key, "", choice.text, mark, tag, place=place, closed=bool(right))
