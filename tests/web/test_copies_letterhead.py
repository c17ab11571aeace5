"""The organisation's own letterhead: it dresses every copy; one that cannot be read is told of."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.shared import RGBColor

from coaching.documents.paper import TEMPLATE
from tests.profiles import make_ready

GREEN = RGBColor(0x00, 0x66, 0x33)
COPIES = [
    ("copies.copy_as_word", {"form": "a", "record": "1"}),
    ("copies.copy_all", {}),
]

pytestmark = pytest.mark.usefixtures("service")


@pytest.fixture
def letterhead(config):
    """Put a Word file with a header, a green heading and words of its own into the instance folder."""
    own = Document()
    own.styles["Heading 1"].font.color.rgb = GREEN
    own.sections[0].header.paragraphs[0].text = "Rannikon oma ylätunniste"
    own.add_paragraph("Words of the template itself")
    own.save(str(config.instance / TEMPLATE))


@pytest.mark.parametrize(("endpoint", "values"), COPIES)
def test_a_copy_has_the_styles_and_the_header_of_the_organisation(
    signed_in, client, prepared, letterhead, endpoint, values
):
    prepared(make_ready)

    signed_in.get(endpoint, period_id=client, language="fi", **values)

    document = _word_in(signed_in.body)
    assert document.sections[0].header.paragraphs[0].text == "Rannikon oma ylätunniste"
    assert document.styles["Heading 1"].font.color.rgb == GREEN
    words = [one.text for one in document.paragraphs]
    assert "A Asiakasprofiili" in words
    assert "Words of the template itself" not in words


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04 half of one"])
@pytest.mark.parametrize(("endpoint", "values"), COPIES)
def test_a_letterhead_that_cannot_be_read_is_told_of(
    signed_in, client, prepared, config, endpoint, values, content
):
    prepared(make_ready)
    (config.instance / TEMPLATE).write_bytes(content)

    signed_in.get(endpoint, period_id=client, **values)

    assert signed_in.status == 422
    assert f"Ask the administrator to check the file {TEMPLATE}." in signed_in.main


def test_text_needs_no_letterhead(signed_in, client, prepared, config):
    prepared(make_ready)
    (config.instance / TEMPLATE).write_bytes(b"not a Word file")

    signed_in.get("copies.copy_as_text", period_id=client, form="a", record="1")

    assert signed_in.status == 200


def _word_in(content):
    """Open a Word file, or the first one of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        inner = [name for name in package.namelist() if name.endswith(".docx")]
        return Document(io.BytesIO(package.read(inner[0]) if inner else content))
