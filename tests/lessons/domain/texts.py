"""Texts as no author would write them, made of the signs that our readers know."""

from hypothesis import strategies as st

FIELDS = ["---\n", "id: a\n", "title: Some title\n", "kind: test\n", "scenario: hello\n", "draw: {easy: 1}\n"]
LISTS = ["levels: [easy]\n", "concepts: [", "requires: [a]\n", "aliases: [/a/]\n", "status: published\n"]
MODULES = ["modules: [{id: a, title: abc, lessons: [b]}]\n"]
HEADINGS = ["# ", "## A {#a .", "### A {#a}\n", "#### ", "}\n"]
KINDS = ["flow", "sample", "steps", "tracker", "moments", "quiz", "snapshot"]
BRACES = ["{step=1-2}", "{event=websocket.accept}", "{type=order}\n", "{type=fill}\n", "{type=output}\n", "{see=a}\n"]
TABLES = ["| Step | Action | What runs | Result |\n|---|---|---|---|\n", "| Variable | Start | After (1) |\n|-|-|-|\n"]
ROWS = ["| 1 | a | b | c |\n", "| a | b | c |\n"]
ITEMS = ["- [ ] A. x\n", "- [x] B. y\n", "- [=] z\n", "- [~] /(/\n", "1. ", "- ", "  > ", "> [!hint]\n", "> [!exit]\n"]
FENCES = ["```python\n", "```\n", "```python {src=hello/consumer.py lines=1-2 hl=1}\n", "```answer\n"]
LINKS = ["[a](#b)", "[a](../b/lesson.md#c)", "[a](term:b)", "[a](scenario:hello?variant=x&frame=0)", "[[A]]"]
IMAGES = ["![a](media/line.svg)", "![](x)"]
MARKS = ["<b>", "{", "}", "`", "\n", "\n\n", " ", "____"]
SIGNS = [
    *(*FIELDS, *LISTS, *MODULES, *HEADINGS, *KINDS, *BRACES, *TABLES, *ROWS),
    *(*ITEMS, *FENCES, *LINKS, *IMAGES, *MARKS),
]
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4)), max_size=24).map("".join)
