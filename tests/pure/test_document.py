"""The introduction as a Word file: the service's own letter, or the organisation's paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from coaching.documents.paper import TEMPLATE, TemplateUnreadable, template_in
from coaching.documents.parts import Block
from coaching.profiles.document import build
from coaching.profiles.introduction import Introduction
from tests.profiles import lines_of_document, parts_of_document

LEAST = Introduction(
    language="fi",
    service="Rannikon palvelut",
    title="Esittely työnantajalle",
    known_as="",
    line="Nimi",
    subtitle="Etsin työtä: pesulatyö",
    blocks=(Block("Tuki työnantajalle", items=("Valmentaja auttaa perehdytyksessä.",)),),
    contact_heading="Työhönvalmentajan yhteystiedot",
    contact=("Aino Ahola, työhönvalmentaja", "040 123 4567"),
    made_on="Tehty 25.11.2026",
)
FULL = replace(
    LEAST,
    known_as="Leila Lahti",
    line="",
    blocks=(
        Block("Työ, jota haluan", text="Haluan leipoa.\nAamut sopivat minulle."),
        Block("Vahvuudet", items=("Tarkka", "Tulee ajoissa")),
        Block(
            "Työkokemus",
            columns=("Työ", "Työnantaja", "Milloin"),
            rows=(("Leipuri", "Leipomo Kaisla", "2019–2021"), ("Siivooja", "", "2024")),
        ),
        *LEAST.blocks,
    ),
)
LINES_OF_FULL = [
    "Leila Lahti",
    "Etsin työtä: pesulatyö",
    "Esittely työnantajalle",
    "Työ, jota haluan",
    "Haluan leipoa.",
    "Aamut sopivat minulle.",
    "Vahvuudet",
    "Tarkka",
    "Tulee ajoissa",
    "Työkokemus",
    "Työ",
    "Työnantaja",
    "Milloin",
    "Leipuri",
    "Leipomo Kaisla",
    "2019–2021",
    "Siivooja",
    "2024",
    "Tuki työnantajalle",
    "Valmentaja auttaa perehdytyksessä.",
    "Työhönvalmentajan yhteystiedot",
    "Aino Ahola, työhönvalmentaja",
    "040 123 4567",
    "Tehty 25.11.2026",
]
BARE = ("Heading 1", "Heading 2", "List Bullet", "Table Grid")


def opened(introduction=FULL, template=None):
    return Document(io.BytesIO(build(introduction, template)))


def fields(element):
    return [one.get(qn("w:instr")) for one in element.iter(qn("w:fldSimple"))]


@pytest.fixture
def own_paper(tmp_path):
    """Save a template as the organisation's own: own_paper(change) gives its path."""

    def save(change):
        document = Document()
        change(document)
        document.save(tmp_path / TEMPLATE)
        return tmp_path / TEMPLATE

    return save


def without_styles(document):
    """Leave what a word processor writes of a letter that uses no heading, list or table."""
    for name in BARE:
        element = document.styles[name].element
        element.getparent().remove(element)
    related = document.part.rels
    (number,) = [key for key, one in related.items() if one.reltype == RELATIONSHIP_TYPE.NUMBERING]
    del related[number]


class TestOurLetter:
    def test_holds_exactly_the_words_of_the_introduction(self):
        assert lines_of_document(opened()) == LINES_OF_FULL

    def test_leaves_a_line_to_write_on_when_no_name_is_known(self):
        first = opened(LEAST).paragraphs[0].text

        assert re.fullmatch(r"Nimi: _{30,}", first)

    def test_is_on_a4_with_room_around(self):
        (section,) = opened().sections

        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert min(section.left_margin, section.right_margin, section.top_margin) >= Mm(20)

    def test_names_the_service_above_and_counts_pages_below(self):
        (section,) = opened().sections

        assert [one.text for one in section.header.paragraphs] == ["Rannikon palvelut"]
        assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
        assert "".join(one.text for one in section.footer._element.iter(qn("w:t"))) == "1 / 1"
        assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT

    def test_without_a_service_name_the_header_is_empty(self):
        (section,) = opened(replace(FULL, service="")).sections

        assert section.header.paragraphs[0].text == ""

    def test_has_real_headings_one_of_the_first_level(self):
        headings = [
            (one.style.name, one.text) for one in opened().paragraphs if "Head" in one.style.name
        ]

        assert headings[0] == ("Heading 1", "Esittely työnantajalle")
        assert {name for name, _words in headings[1:]} == {"Heading 2"}
        assert [words for _name, words in headings[1:]] == [
            "Työ, jota haluan",
            "Vahvuudet",
            "Työkokemus",
            "Tuki työnantajalle",
            "Työhönvalmentajan yhteystiedot",
        ]

    def test_has_real_lists(self):
        items = [one.text for one in opened().paragraphs if one.style.name == "List Bullet"]

        assert items == ["Tarkka", "Tulee ajoissa", "Valmentaja auttaa perehdytyksessä."]

    def test_the_table_has_a_row_of_headings_and_no_row_breaks_in_two(self):
        (table,) = opened().tables

        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
        assert (heads, whole) == ([True, False, False], [True, True, True])
        assert all(run.bold for cell in table.rows[0].cells for run in cell.paragraphs[0].runs)
        order = [child.tag for child in table._tbl.tblPr]
        assert order.index(qn("w:tblBorders")) < order.index(qn("w:tblLook"))

    @pytest.mark.parametrize(
        ("rows", "kept"),
        [
            (1, [True, False]),
            (4, [True, True, True, True, False]),
            (7, [True, True, False, False, False, True, True, False]),
        ],
    )
    def test_no_row_of_a_table_stands_alone_on_a_page(self, rows, kept):
        many = tuple((f"Työ {number}", "", "2024") for number in range(rows))
        long = replace(FULL, blocks=(replace(FULL.blocks[2], rows=many),))

        (table,) = opened(long).tables

        paragraphs = [row.cells[0].paragraphs[0] for row in table.rows]
        assert [bool(one.paragraph_format.keep_with_next) for one in paragraphs] == kept

    @pytest.mark.parametrize(
        ("language", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")]
    )
    def test_every_word_is_in_the_language_of_the_document(self, language, locale):
        content = build(replace(FULL, language=language))

        found = set(
            re.findall(
                r"<w:lang\b[^>]*w:val=\"([^\"]+)\"", parts_of_document(content)["word/styles.xml"]
            )
        )
        assert found == {locale}
        assert Document(io.BytesIO(content)).core_properties.language == locale

    def test_properties_name_the_task_and_the_service_and_nobody(self):
        content = build(FULL)

        properties = Document(io.BytesIO(content)).core_properties
        assert (properties.title, properties.author) == (
            "Esittely työnantajalle",
            "Rannikon palvelut",
        )
        assert properties.last_modified_by == "Rannikon palvelut"
        assert (properties.subject, properties.keywords, properties.comments) == ("", "", "")
        kept = {
            name: text
            for name, text in parts_of_document(content).items()
            if name != "word/document.xml"
        }
        assert [name for name, text in kept.items() if "Leila" in text or "Lahti" in text] == []


class TestAnyWords:
    def test_everything_at_its_longest_is_there_uncut(self):
        long = replace(
            FULL,
            known_as="Maximiliana " * 12,
            blocks=(
                Block("Vahvuudet", items=tuple(f"{n} {'pitkä ' * 19}" for n in range(10))),
                Block(
                    "Työkokemus",
                    columns=("Työ", "Työnantaja"),
                    rows=tuple((f"{n} " + "x" * 78, "y" * 80) for n in range(12)),
                ),
            ),
        )

        said = "\n".join(lines_of_document(opened(long)))

        assert [n for n in range(10) if f"{n} pitkä" not in said] == []
        assert said.count("x" * 78) == said.count("y" * 80) == 12

    def test_characters_that_no_xml_can_hold_do_not_break_the_file(self):
        bad = "".join(map(chr, [*range(0x20), 0xFFFE, 0xFFFF, 0xD800]))
        blocks = (
            Block(f"He{bad}ad", text=f"te{bad}xt", items=(f"it{bad}em",)),
            Block("T", columns=(f"c{bad}",), rows=((f"{bad}cell",),)),
        )
        broken = replace(
            FULL,
            known_as=f"Le{bad}ila",
            service=f"Ser{bad}vice",
            contact=(f"Ai{bad}no",),
            subtitle=f"Work{bad}",
            blocks=blocks,
        )

        said = [re.sub(r"\s", "", line) for line in lines_of_document(opened(broken))]

        assert said[:2] == ["Leila", "Work"]
        assert {"Head", "item", "c", "cell", "Aino"} <= set(said)
        assert "".join(said).count("text") == 1

    @pytest.mark.parametrize("name", ["🌻 Leila", "علي حسن", "שרה כהן", "Ġorġ O’Neill & <b>"])
    def test_a_name_of_any_script_stands_as_it_is(self, name):
        content = build(replace(FULL, known_as=name))

        assert Document(io.BytesIO(content)).paragraphs[0].text == name


class TestOwnPaper:
    def test_is_found_in_the_instance_folder_by_its_name(self, tmp_path, own_paper):
        assert template_in(tmp_path) is None

        path = own_paper(lambda document: None)

        assert template_in(tmp_path) == path

    def test_keeps_its_styles_margins_and_letterhead(self, own_paper):
        def change(document):
            document.styles["Heading 2"].font.size = Pt(17)
            document.styles["Normal"].font.name = "Georgia"
            section = document.sections[0]
            section.left_margin = Mm(40)
            section.header.paragraphs[0].text = "Soite, Mariankatu 16–20"
            section.footer.paragraphs[0].text = "Y-tunnus 0000000-0"
            document.add_paragraph("Words of the template")

        document = opened(template=own_paper(change))

        (section,) = document.sections
        assert lines_of_document(document) == LINES_OF_FULL
        assert document.styles["Heading 2"].font.size == Pt(17)
        assert document.styles["Normal"].font.name == "Georgia"
        assert round(section.left_margin.mm) == 40
        assert section.header.paragraphs[0].text == "Soite, Mariankatu 16–20"
        assert section.footer.paragraphs[0].text == "Y-tunnus 0000000-0"
        assert fields(section.footer._element) == []

    def test_what_it_lacks_falls_back_to_ours(self, own_paper):
        document = opened(template=own_paper(without_styles))

        assert lines_of_document(document) == LINES_OF_FULL
        (section,) = document.sections
        assert section.header.paragraphs[0].text == "Rannikon palvelut"
        assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
        levels = {
            name: document.styles[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
            for name in ("Heading 1", "Heading 2")
        }
        assert levels == {"Heading 1": "0", "Heading 2": "1"}

    def test_bullets_are_added_to_paper_without_any_numbering(self, own_paper):
        document = opened(template=own_paper(without_styles))

        number = document.styles["List Bullet"].element.pPr.numPr.numId.val
        numbering = document.part.numbering_part.element
        abstract = numbering.num_having_numId(number).abstractNumId.val
        (level,) = [
            one.find(qn("w:lvl"))
            for one in numbering.iter(qn("w:abstractNum"))
            if int(one.get(qn("w:abstractNumId"))) == abstract
        ]
        assert level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet"
        kinds = [
            child.tag for child in numbering if child.tag in (qn("w:abstractNum"), qn("w:num"))
        ]
        assert kinds == sorted(kinds)

    def test_bullets_are_added_beside_the_numberings_it_has(self, own_paper):
        def change(document):
            element = document.styles["List Bullet"].element
            element.getparent().remove(element)

        document = opened(template=own_paper(change))

        numbering = document.part.numbering_part.element
        ids = [one.get(qn("w:abstractNumId")) for one in numbering.iter(qn("w:abstractNum"))]
        assert len(ids) == len(set(ids)) > 1
        kinds = [
            child.tag for child in numbering if child.tag in (qn("w:abstractNum"), qn("w:num"))
        ]
        assert kinds == sorted(kinds)

    def test_its_language_is_that_of_the_document(self, own_paper):
        def change(document):
            for element in list(document.styles.element.iter(qn("w:lang"))):
                element.getparent().remove(element)

        content = build(replace(FULL, language="sv"), own_paper(change))

        assert 'w:val="sv-FI"' in parts_of_document(content)["word/styles.xml"]

    @pytest.mark.parametrize(
        "content",
        [b"", b"not a Word file", b"PK\x05\x06" + bytes(18)],
        ids=["empty", "text", "zip"],
    )
    def test_a_file_that_is_no_word_document_is_refused_by_its_name(self, tmp_path, content):
        path = tmp_path / TEMPLATE
        path.write_bytes(content)

        with pytest.raises(TemplateUnreadable) as refusal:
            build(FULL, path)

        assert refusal.value.facts == {"name": TEMPLATE}
