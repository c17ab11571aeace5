"""Templates: nothing inline, nothing marked safe, no word outside the catalogues."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, nodes

from tests.project.source import ROOT, files, name_of

TEMPLATES = [path for path in files(".html") if name_of(path).startswith("templates/")]
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
UNSEEN = re.compile(r"<!--.*?-->|<(script|svg)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]*>")
TOLD = re.compile(r"""\b(aria-label|alt|title|placeholder)=(?:"([^"]*)"|'([^']*)')""")
NAMES = {"Rinnalla"}
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a script without a file": re.compile(r"<script\b(?![^>]*\ssrc=)"),
    "another host": re.compile(r"""\b(src|srcset|action)\s*=\s*["']?(https?:)?//"""),
}


def each_template():
    """Run a test for each template."""
    return pytest.mark.parametrize("path", TEMPLATES, ids=name_of)


def plain(text):
    """Return the words of a template that stand outside Jinja, tags and pictures."""
    bare = UNSEEN.sub(" ", JINJA.sub(" ", text))
    told = " ".join(value for item in TOLD.findall(bare) for value in item[1:])
    return f"{TAG.sub(' ', bare)} {told}"


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 20


@each_template()
def test_nothing_is_inline_and_nothing_comes_from_another_host(path):
    bare = JINJA.sub("x", path.read_text(encoding="utf-8"))

    assert [what for what, pattern in INLINE.items() if pattern.search(bare)] == []


@each_template()
def test_nothing_is_marked_safe(path):
    reader = Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.i18n"])
    tree = reader.parse(path.read_text(encoding="utf-8"))

    filters = {item.name for item in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "tojson"}
    assert list(tree.find_all((nodes.MarkSafe, nodes.EvalContextModifier))) == []


@each_template()
def test_each_word_comes_from_the_catalogues(path):
    words = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", plain(path.read_text("utf-8")))))

    assert words - NAMES == set()


def test_code_marks_no_text_as_safe_but_where_it_says_why():
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in ("coaching", "forms", "fidelity")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bMarkup\(", line) and "# noqa: S704" not in line
    ]

    assert found == []
