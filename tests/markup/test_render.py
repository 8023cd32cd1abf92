import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.render import highlight_lines, render


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "<img src=x onerror=alert(1)>",
        '<p style="x" onclick="y">z</p>',
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_nothing_that_runs_comes_out(markdown: str) -> None:
    html = render(markdown)

    assert not re.search(r"<script|javascript:|data:|<[^>]*\son\w+=|<[^>]*\sstyle=", html, re.IGNORECASE)


def test_one_text_does_not_colour_the_next() -> None:
    render("[a]: https://example.org")

    assert render("[a]") == "<p>[a]</p>"


def test_code_is_marked_with_short_classes_and_no_style() -> None:
    html = render("```python\nimport json\n```")

    assert '<div class="code">' in html
    assert '<span class="kn">import</span>' in html
    assert "style" not in html


def test_links_to_places_on_the_page_are_kept() -> None:
    assert render("[step 2](#step-2)") == '<p><a href="#step-2">step 2</a></p>'


def test_an_image_holds_its_place_before_it_comes() -> None:
    html = render('![A \\<b> line](/a/b/media/c.svg "640x360")')

    (attributes,) = re.findall(r"<p><img (.*)></p>", html)
    assert sorted(re.findall(r'\w+="[^"]*"', attributes)) == [
        'alt="A &lt;b&gt; line"',
        'height="360"',
        'loading="lazy"',
        'src="/a/b/media/c.svg"',
        'width="640"',
    ]


def test_an_image_of_no_known_size_says_none() -> None:
    assert "width" not in render("![A line](/c.svg)")


@pytest.mark.parametrize("sign", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
def test_every_sign_can_be_escaped_as_on_a_code_host(sign: str) -> None:
    assert unescape(render(f"a \\{sign}b")) == f"<p>a {sign}b</p>"


def test_each_line_of_code_is_a_piece_of_its_own() -> None:
    assert highlight_lines("import json\n\nx = 1\n") == (
        '<span class="kn">import</span> <span class="nn">json</span>',
        "",
        'x <span class="o">=</span> <span class="mi">1</span>',
    )


def test_a_token_over_several_lines_is_closed_on_each() -> None:
    assert highlight_lines('"""a\nb"""') == (
        '<span class="sd">&quot;&quot;&quot;a</span>',
        '<span class="sd">b&quot;&quot;&quot;</span>',
    )


def test_code_cannot_leave_its_line() -> None:
    assert highlight_lines("x = '</span><b>'") == (
        'x <span class="o">=</span> <span class="s1">&#x27;&lt;/span&gt;&lt;b&gt;&#x27;</span>',
    )


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\ufeff"), max_size=200))
def test_the_lines_of_any_source_say_what_it_says(source: str) -> None:
    lines = highlight_lines(source)

    assert [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines] == source.removesuffix("\n").split("\n")
