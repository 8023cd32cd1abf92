"""One question of a practice or a test on a page of its own."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quizzes.domain.asked import LATE
from quizzes.domain.grading import NONE_CHOSEN
from quizzes.domain.rules import ANSWERED, INCOMPLETE
from quizzes.models import AnswerRecord, Attempt, Draft
from tests.quizzes.forms import OWN, Form, Response, press, text
from tests.quizzes.samples import EVERY_TYPE, publish, question, right_fields, several, wrong_fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]


def begin(client: Client, kind: str, *questions: object, **rules: object) -> str:
    """Begin an attempt at these questions; the address of the first one."""
    asked = questions or [question("one"), question("two"), question("three")]
    publish(*asked, kind=kind, id=f"first-{kind}", title="The title", **rules)
    address: str = client.post(f"/channels/first-steps/{kind}/", headers=OWN)["Location"]
    return address


def at(address: str, number: int) -> str:
    return re.sub(r"/\d+/$", f"/{number}/", address)


def named(address: str, number: int) -> str:
    """The id of the question with this number."""
    return Attempt.objects.get().asked.get(number=number).question


def cells(page: str) -> list[str]:
    return re.findall(r"Question \d+: ([a-z ]+)</span>", page)


def draft(client: Client, address: str, letter: str, do: str = "draft") -> Response:
    name = named(address, int(address.rstrip("/").rpartition("/")[2]))
    return client.post(address, {"do": do, "choice": f"{name}-{letter}"}, headers=OWN)


@pytest.mark.parametrize("kind", ["practice", "test"])
def test_a_page_says_where_one_is(client: Client, kind: str) -> None:
    page = text(client.get(at(begin(client, kind), 2)))

    assert "<title>Question 2 of 3, to do · The title · Framewise</title>" in page
    assert page.count('aria-current="step"') == 1
    assert re.search(r'/2/" aria-current="step"><span class="vh">Question 2: to do', page)


@pytest.mark.parametrize("number", [0, 4, 99999])
def test_a_question_that_an_attempt_does_not_ask_is_not_found(client: Client, number: int) -> None:
    assert client.get(at(begin(client, "practice"), number)).status_code == 404


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_a_draft_of_any_type_is_there_after_a_reload(client: Client, kind: str) -> None:
    asked = EVERY_TYPE[kind]("any")
    first = begin(client, "test", asked)
    press(client, first, "draft", wrong_fields(asked))
    form = Form(text(client.get(first)))

    assert {name: values for name, values in form.fields.items() if name != "wording"} == wrong_fields(asked)


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_a_question_that_nobody_has_touched_holds_no_answer(client: Client, kind: str) -> None:
    first = begin(client, "test", EVERY_TYPE[kind]("any"))
    press(client, first, "next")

    assert cells(text(client.get(first))) == ["to do"]


def test_a_half_given_order_is_kept_and_said_to_be_not_complete(client: Client) -> None:
    first = begin(client, "test", EVERY_TYPE["order"]("life"))
    press(client, first, "draft", {"place-life-A": ["2"], "place-life-B": [""], "place-life-C": [""]})
    page = text(client.get(first))

    assert cells(page) == ["not complete"]
    assert Form(page).fields["place-life-A"] == ["2"]


def test_clearing_everything_is_a_draft_too(client: Client) -> None:
    first = begin(client, "test", EVERY_TYPE["multiple"]("any"))
    press(client, first, "draft", {"choice": ["any-A"]})
    press(client, first, "draft", {})

    assert "choice" not in Form(text(client.get(first))).fields


def test_fields_that_do_not_belong_to_the_question_are_not_kept(client: Client) -> None:
    first = begin(client, "test", question("one"))
    client.post(first, {"do": "draft", "choice": "one-A", "text": "x", "place-one-A": "1", "other": "y"}, headers=OWN)

    assert Draft.objects.get().fields == {"choice": ["one-A"]}


def test_a_draft_that_is_too_long_is_refused_and_not_lost(client: Client) -> None:
    first = begin(client, "practice", EVERY_TYPE["output"]("prints"))
    response = press(client, first, "draft", {"text": ["x" * 5000]})

    assert response.status_code == 400
    assert "too long to be kept" in text(response)
    assert Form(text(response)).fields["text"] == ["x" * 5000]
    assert not Draft.objects.exists()


def test_showing_a_question_takes_five_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = begin(client, "practice")

    with django_assert_num_queries(5):
        client.get(first)


class TestPractice:
    """Feedback comes at once."""

    @pytest.mark.parametrize("kind", EVERY_TYPE)
    def test_a_right_answer_is_said_to_be_right(self, client: Client, kind: str) -> None:
        asked = EVERY_TYPE[kind]("any")
        first = begin(client, "practice", asked, question("two"))
        response = press(client, first, "answer", right_fields(asked))
        page = text(client.get(first))

        assert response["Location"] == first
        assert "<h2><svg" in page
        assert "</svg>Right</h2>" in page
        for secret in ("canary-solution", "canary-check", "canary-mistakes", "canary-try", "#canary-see"):
            assert secret in page

    @pytest.mark.parametrize("kind", EVERY_TYPE)
    def test_a_miss_leaves_a_second_try_and_hides_the_rest(self, client: Client, kind: str) -> None:
        asked = EVERY_TYPE[kind]("any")
        first = begin(client, "practice", asked)
        press(client, first, "answer", wrong_fields(asked))
        page = text(client.get(first))

        assert "one try is left" in page
        assert Form(page).buttons == ["answer", "hint", "show"]
        assert set(re.findall(r"canary-\w+", page)) <= {"canary-feedback"}

    @pytest.mark.parametrize("kind", EVERY_TYPE)
    def test_show_answer_gives_the_answer_in_full(self, client: Client, kind: str) -> None:
        asked = EVERY_TYPE[kind]("any")
        first = begin(client, "practice", asked, question("two"))
        press(client, first, "answer", wrong_fields(asked))
        press(client, first, "show")
        page = text(client.get(first))
        told = {"order": "In order", "fill": "<code>accept</code>", "output": "<code>one\ntwo</code>"}

        assert told.get(kind, "Correct answer") in page
        assert Form(page).buttons == []

    def test_a_draft_is_kept_until_it_is_checked(self, client: Client) -> None:
        first = begin(client, "practice", question("one"), question("two"))
        draft(client, first, "B")
        page = text(client.get(first))

        assert Form(page).fields["choice"] == ["one-B"]
        assert "canary" not in page
        assert cells(page)[0] == "to do"

    def test_after_a_settled_question_the_next_open_one_comes(self, client: Client) -> None:
        first = begin(client, "practice")
        press(client, at(first, 2), "answer", {"choice": ["two-C"]})
        press(client, first, "answer", {"choice": ["one-C"]})

        assert f'<a class="b primary" href="{at(first, 3)}">Next question' in text(client.get(first))

    def test_after_the_last_settled_question_the_result_comes(self, client: Client) -> None:
        first = begin(client, "practice", question("one"))
        press(client, first, "answer", {"choice": ["one-C"]})
        page = text(client.get(first))

        assert f'<a class="b primary" href="{first.removesuffix("1/")}">See the result' in page
        assert "Finish</a>" not in page

    def test_after_the_last_question_an_open_earlier_one_comes(self, client: Client) -> None:
        first = begin(client, "practice")
        press(client, at(first, 3), "answer", {"choice": ["three-C"]})

        assert f'href="{first}">Next question' in text(client.get(at(first, 3)))

    def test_the_strip_tells_how_the_first_tries_went(self, client: Client) -> None:
        asked = [question("one"), EVERY_TYPE["multiple"]("two"), question("three"), question("four")]
        first = begin(client, "practice", *asked)
        press(client, first, "answer", {"choice": ["one-C"]})
        press(client, at(first, 2), "answer", {"choice": ["two-A"]})
        press(client, at(first, 3), "answer", {"choice": ["three-A"]})

        assert cells(text(client.get(first))) == ["right", "partly right", "missed", "to do"]

    def test_nothing_chosen_is_said_beside_the_question(self, client: Client) -> None:
        response = press(client, begin(client, "practice"), "answer")

        assert response.status_code == 400
        assert f'<p class="refused">{NONE_CHOSEN}</p>' in text(response)

    @pytest.mark.parametrize("do", ["next", "back", "hand-in", ""])
    def test_a_button_that_a_practice_does_not_have_does_nothing(self, client: Client, do: str) -> None:
        response = client.post(begin(client, "practice"), {"do": do, "choice": "one-C", "try": 1}, headers=OWN)

        assert response.status_code == 400
        assert INCOMPLETE in text(response)

    def test_a_draft_after_the_answer_is_refused_in_words(self, client: Client) -> None:
        first = begin(client, "practice")
        press(client, first, "answer", {"choice": ["one-C"]})
        response = draft(client, first, "A")

        assert response.status_code == 400
        assert ANSWERED in text(response)

    def test_with_one_try_a_miss_settles(self, client: Client) -> None:
        first = begin(client, "practice", question("one"), question("two"), tries=1)
        press(client, first, "answer", {"choice": ["one-A"]})

        assert "Not this one: the answer is" in text(client.get(first))

    def test_where_feedback_comes_at_the_end_a_practice_is_asked_like_a_test(self, client: Client) -> None:
        first = begin(client, "practice", at_once=False, tries=1)
        press(client, first, "next", {"choice": ["one-A"]})
        page = text(client.get(first))

        assert "canary" not in page
        assert Form(page).buttons == ["next", "draft"]


class TestTest:
    """Feedback comes at the end."""

    def test_next_and_back_keep_the_draft_and_move(self, client: Client) -> None:
        first = begin(client, "test")
        there = draft(client, first, "A", "next")["Location"]
        back = draft(client, there, "B", "back")["Location"]

        assert (there, back) == (at(first, 2), first)
        assert Draft.objects.count() == 2

    def test_after_the_last_question_it_is_handed_in(self, client: Client) -> None:
        last = at(begin(client, "test"), 3)

        assert draft(client, last, "A", "next")["Location"] == last.replace("/3/", "/hand-in/")

    def test_back_from_the_first_question_stays_there(self, client: Client) -> None:
        first = begin(client, "test")

        assert draft(client, first, "A", "back")["Location"] == first

    def test_the_strip_tells_what_is_answered(self, client: Client) -> None:
        first = begin(client, "test")
        draft(client, at(first, 2), "A")

        assert cells(text(client.get(first))) == ["to do", "answered", "to do"]

    @pytest.mark.parametrize("do", ["answer", "hint", "show"])
    def test_a_test_gives_no_feedback_before_it_is_handed_in(self, client: Client, do: str) -> None:
        first = begin(client, "test")
        name = named(first, 1)
        response = client.post(first, {"do": do, "try": 1, "hint": 1, "choice": f"{name}-A"}, headers=OWN)

        assert response.status_code == 400
        assert "canary" not in text(response)
        assert not AnswerRecord.objects.exists()

    def test_choices_keep_their_drawn_order_on_every_reload(self, client: Client) -> None:
        first = begin(client, "test")
        orders = {tuple(re.findall(r'value="([\w-]+)" data-letter', text(client.get(first)))) for _ in range(5)}

        assert len(orders) == 1

    def test_letters_follow_the_drawn_order(self, client: Client) -> None:
        first = begin(client, "test")

        assert re.findall(r'data-letter="(\w)"', text(client.get(first))) == ["A", "B", "C", "D"]

    def test_a_draft_after_handing_in_in_another_tab_is_refused_in_words(self, client: Client) -> None:
        first = begin(client, "test")
        client.post(first.replace("/1/", "/hand-in/"), headers=OWN)
        response = draft(client, first, "C", "next")

        assert response.status_code == 400
        assert LATE in text(response)
        assert AnswerRecord.objects.count() == 3

    def test_after_handing_in_each_question_can_be_looked_back_on(self, client: Client) -> None:
        first = begin(client, "test")
        draft(client, first, "C")
        client.post(first.replace("/1/", "/hand-in/"), headers=OWN)
        page, last = text(client.get(first)), text(client.get(at(first, 3)))

        assert "Your answer, correct" in page
        assert "canary-solution" in page
        assert f'href="{at(first, 2)}">Next question' in page
        assert "See the result" in last

    def test_a_question_that_was_edited_meanwhile_is_asked_as_it_was_drawn(self, client: Client) -> None:
        first = begin(client, "test", question("one"))
        publish(question("one", stem="Reworded"), kind="test", id="first-test")
        assert press(client, first, "draft", {"choice": ["one-A"]}).status_code == 303

        assert "Who accepts?" in text(client.get(first))

    def test_an_attempt_goes_on_after_its_quiz_has_gone(self, client: Client) -> None:
        first = begin(client, "test", question("one"))
        publish()
        press(client, first, "next", {"choice": ["one-C"]})
        page = text(client.get(first))

        assert Form(page).fields["choice"] == ["one-C"]
        assert "The title" in page
        assert "/channels/first-steps/" not in page


def test_only_what_the_author_wrote_is_in_the_authors_language(client: Client) -> None:
    page = text(client.get(begin(client, "practice", question("one"), language="de")))

    assert '<legend lang="de">' in page
    assert '<div class="quiz">' in page
    assert '<button class="b primary" name="do" value="answer">' in page


def test_a_miss_puts_no_cross_beside_choices_of_which_some_are_right(client: Client) -> None:
    address = begin(client, "practice", several("which"))
    press(client, address, "answer", {"choice": ["which-A", "which-B"]})
    page = text(client.get(address))

    assert page.count('<span class="tag">Your answer</span>') == 2


def test_the_question_is_the_first_thing_to_skip_to(client: Client) -> None:
    page = text(client.get(begin(client, "test", question("one"))))

    assert '<a class="skip" href="#one">Skip to the question</a>' in page
    assert 'id="one"' in page
