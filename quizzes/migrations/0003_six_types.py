"""Answers and versions of the time when every question had one right choice, written in the form of all types."""

import re
from html import escape

from django.db import migrations

MARKS = re.compile(r"[\\`*_\[\]{}#!|~]")


def convert(apps, _schema_editor):
    versions = apps.get_model("quizzes", "QuestionVersion").objects
    for version in versions.exclude(body__has_key="answer").iterator():
        version.body = body_of(version.body)
        version.save(update_fields=["body"])
    records = apps.get_model("quizzes", "AnswerRecord").objects
    for record in records.filter(answer__has_key="choice").iterator():
        choice = record.answer["choice"]
        record.answer = {"given": [] if choice is None else [choice]}
        record.save(update_fields=["answer"])


def body_of(old):
    """The stem was plain text, everything else HTML, which is Markdown as it stands."""
    return {
        "type": "single",
        "level": old["level"],
        "stem": MARKS.sub(r"\\\g<0>", escape(old["stem"], quote=False)),
        "body": old["body"],
        "choices": [{"key": c["key"], "letter": c["letter"], "text": c["html"]} for c in old["choices"]],
        "shuffled": False,
        "answer": {"kind": "marked", "right": old["right"], "partial": False},
        "feedback": old["feedback"],
        "hints": old["hints"],
        "solution": "",
        "check": "",
        "mistakes": "",
        "try_it": "",
        "concepts": [],
        "see": old["see"],
    }


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_attempts")]
    operations = [migrations.RunPython(convert, migrations.RunPython.noop, elidable=True)]
