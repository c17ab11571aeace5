"""Definitions of forms: whole in three languages, refused when there is a hole, always readable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from coaching.definitions import reading, words
from coaching.definitions.reading import BrokenDefinition
from coaching.definitions.types import Kind, Question, Tell, is_answered, is_empty, skipped

FORM_A = reading.load("a", 1)
REQUIRED = {
    "goal",
    "job_types",
    "hours",
    "area",
    "strengths",
    "disclosure",
    "next_steps",
    "client_ok",
}

SMALL = """
form = "x"
version = 1
words = { fi = "Lomake", sv = "Blankett", en = "Form" }

[list.yes_no]
yes = { fi = "kyllä", sv = "ja", en = "yes" }

[[section]]
id = "first"
words = { fi = "Alku", sv = "Början", en = "Beginning" }

[[section.question]]
id = "wish"
kind = "choice"
options = "yes_no"
words = { fi = "Toive", sv = "Önskan", en = "Wish" }

[[section.question]]
id = "steps"
kind = "rows"
most = 3
words = { fi = "Askeleet", sv = "Steg", en = "Steps" }
[[section.question.column]]
id = "what"
kind = "text"
words = { fi = "Mitä", sv = "Vad", en = "What" }

[[section.question]]
id = "lines"
kind = "lines"
most = 3
words = { fi = "Rivit", sv = "Rader", en = "Lines" }
"""

WISH = 'id = "wish"\nkind = "choice"\noptions = "yes_no"\n'
STEPS = 'id = "steps"\nkind = "rows"\nmost = 3\n'
LINES = 'id = "lines"\nkind = "lines"\nmost = 3\n'

HOLES = {
    "not TOML": ('form = "x"', "form = ", "form: not TOML"),
    "no name of the form": ('form = "x"\n', "", "form: form is missing"),
    "no version": ("version = 1\n", "", "form: version is missing"),
    "unknown key of the form": ('form = "x"', 'form = "x"\nowner = "?"', "form: unknown key owner"),
    "no words of the form": (', en = "Form" }', " }", "form: words are needed in fi, sv, en"),
    "no section": ("[[section]]", "[[part]]", "form: unknown key part"),
    "a section without an id": ('id = "first"\n', "", "section 1: id is missing"),
    "unknown key of a section": (
        'id = "first"',
        'id = "first"\nrank = 1',
        "first: unknown key rank",
    ),
    "an empty word": ('en = "Beginning"', 'en = ""', "first: words are needed in fi, sv, en"),
    "a question without an id": (WISH, 'kind = "text"\n', "a question of first: id is missing"),
    "a question without a kind": (WISH, 'id = "wish"\n', "wish: kind is missing"),
    "a question without words": (
        'words = { fi = "Toive", sv = "Önskan", en = "Wish" }',
        "",
        "wish: words are needed in fi, sv, en",
    ),
    "a word in two languages": ('sv = "Önskan", ', "", "wish: words are needed in fi, sv, en"),
    "an option in one language": (
        'yes = { fi = "kyllä", sv = "ja", en = "yes" }',
        'yes = { fi = "kyllä" }',
        "list yes_no.yes: words are needed in fi, sv, en",
    ),
    "a hint in one language": (
        WISH,
        WISH + 'hint = { fi = "Kerro" }\n',
        "wish: words are needed in fi, sv, en",
    ),
    "an unknown kind": (WISH, 'id = "wish"\nkind = "colour"\n', "wish: unknown kind colour"),
    "an unknown way to tell": (WISH, WISH + 'tell = "maybe"\n', "wish: unknown tell maybe"),
    "an unknown key": (WISH, WISH + "requird = true\n", "wish: unknown key requird"),
    "a key of another type": (WISH, WISH + 'required = "yes"\n', "wish: required is no bool"),
    "a list that is not there": (
        'options = "yes_no"',
        'options = "levels"',
        "wish: no list levels",
    ),
    "a choice without options": (
        'options = "yes_no"\n',
        "",
        "wish: a choice, and nothing else, has options",
    ),
    "options of a text": (
        LINES,
        LINES + 'options = "yes_no"\n',
        "lines: a choice, and nothing else, has options",
    ),
    "rows without columns": (
        '[[section.question.column]]\nid = "what"\nkind = "text"\n'
        'words = { fi = "Mitä", sv = "Vad", en = "What" }\n',
        "",
        "steps: rows, and nothing else, have columns",
    ),
    "rows in a row": ('id = "what"\nkind = "text"', 'id = "what"\nkind = "shown"', "steps: what"),
    "rows without an end": (STEPS, STEPS.replace("most = 3\n", ""), "steps: say the most"),
    "more at least than at most": (STEPS, STEPS + "least = 4\n", "steps: say the most"),
    "ticks of a choice": (WISH, WISH + "ticks = true\n", "wish: only lines have ticks"),
    "ticks that are not told so": (LINES, LINES + "ticks = true\n", "lines: lines with ticks"),
    "told as ticked without ticks": (LINES, LINES + 'tell = "ticked"\n', "lines: lines with ticks"),
    "an id with a space": ('id = "wish"', 'id = "my wish"', "my wish: the id is not a plain word"),
    "an id of skipping": ('id = "wish"', 'id = "skip_first"', "skip_first: the id is not a plain"),
    "two questions of one id": ('id = "lines"', 'id = "wish"', "form: wish stands twice"),
    "a question named as a section": ('id = "lines"', 'id = "first"', "form: first stands twice"),
}


def questions():
    """Every question of form A, columns too."""
    return [one for question in FORM_A for one in (question, *question.columns)]


class TestFormA:
    def test_every_label_hint_unit_and_option_is_there_in_three_languages(self):
        said = [FORM_A.words, *(section.words for section in FORM_A.sections)]
        for one in questions():
            said += [one.words, *(option.words for option in one.options)]
            said += [words for words in (one.hint, one.unit) if words]

        assert len(said) > 100
        for one in said:
            assert set(one) == {"fi", "sv", "en"}
            assert all(words == words.strip() and words for words in one.values())

    def test_ids_of_questions_and_sections_are_unique(self):
        ids = [section.id for section in FORM_A.sections] + [question.id for question in FORM_A]

        assert len(ids) == len(set(ids))

    def test_eight_questions_are_required(self):
        assert {question.id for question in FORM_A if question.required} == REQUIRED

    def test_goal_and_plan_are_always_asked_and_the_six_between_can_be_skipped(self):
        assert [section.skippable for section in FORM_A.sections] == [False, *[True] * 6, False]
        assert [section.number for section in FORM_A.sections] == list(range(1, 9))

    def test_what_is_never_told_is_marked_so(self):
        never = {one.id for one in questions() if one.tell is Tell.NEVER}

        assert never >= {
            "support_needs",
            "helps_home",
            "team_view",
            "income",
            "benefits",
            "kyky",
            "disclosure",
            "network",
            "avoid",
            "travel",
            "next_steps",
            "target_employers",
            "went_well",
            "why_ended",
        }

    def test_no_list_of_options_stands_unused(self):
        path = Path(reading.__file__).with_name("a_1.toml")
        raw = tomllib.loads(path.read_text(encoding="utf-8"))

        used = {name for part in raw["section"] for name in _lists_of(part)}
        assert used == set(raw["list"])

    def test_the_newest_version_is_the_one_with_the_highest_number(self):
        assert reading.newest("a").version == max(
            int(found[1])
            for path in Path(reading.__file__).parent.glob("a_*.toml")
            if (found := re.fullmatch(r"a_(\d+)", path.stem))
        )

    def test_questions_and_sections_are_found_by_id_and_nothing_else_is(self):
        assert FORM_A.question("goal").required
        assert FORM_A.section("skills").number == 3
        with pytest.raises(KeyError):
            FORM_A.question("skills")
        with pytest.raises(KeyError):
            FORM_A.section("goal")


class TestReading:
    def test_the_small_form_of_these_tests_has_no_hole(self):
        small = reading.read(SMALL)

        assert [question.kind for question in small] == [Kind.CHOICE, Kind.ROWS, Kind.LINES]

    @pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
    def test_refuses_a_hole_with_a_sentence_that_names_the_place(self, hole):
        whole, broken, sentence = hole
        assert whole in SMALL

        with pytest.raises(BrokenDefinition, match=re.escape(sentence)):
            reading.read(SMALL.replace(whole, broken, 1))

    def test_an_old_version_stays_readable_when_a_newer_file_is_there(self, monkeypatch, tmp_path):
        (tmp_path / "x_1.toml").write_text(SMALL, encoding="utf-8")
        newer = SMALL.replace("version = 1", "version = 10").replace("wish", "hope")
        (tmp_path / "x_2.toml").write_text(newer.replace("10", "2"), encoding="utf-8")
        (tmp_path / "x_10.toml").write_text(newer, encoding="utf-8")
        monkeypatch.setattr(reading, "_HERE", tmp_path)

        newest, old = reading.newest("x"), reading.load("x", 1)

        assert newest.version == 10
        assert (newest.question("hope").id, old.question("wish").id) == ("hope", "wish")

    def test_a_version_that_never_was_is_not_there(self):
        with pytest.raises(FileNotFoundError):
            reading.load("a", 99)


class TestWords:
    def said(self, question_id, answer, language="en"):
        return words.lines(FORM_A.question(question_id), answer, language, lambda day: f"<{day}>")

    @pytest.mark.parametrize("nothing", [None, "", [], False])
    def test_nothing_says_nothing(self, nothing):
        assert self.said("goal", nothing) == []

    def test_a_number_says_its_unit_and_nought_is_a_number(self):
        assert self.said("travel_minutes", 45) == ["45 min"]
        assert self.said("travel_minutes", 0) == ["0 min"]

    def test_a_choice_is_said_in_the_language_asked_for(self):
        assert self.said("start_when", "now", "fi") == ["heti"]
        assert self.said("times", ["morning", "evening"], "sv") == ["morgon, kväll"]

    def test_an_option_that_the_definition_has_lost_is_said_as_its_code(self):
        assert self.said("start_when", "soon") == ["soon"]

    def test_lines_are_said_one_by_one_with_and_without_ticks(self):
        assert self.said("job_types", ["baker", "cook"]) == ["baker", "cook"]
        assert self.said("strengths", [{"words": "exact", "tell": False}]) == ["exact"]

    def test_rows_are_said_each_on_a_line_and_a_date_says_what_it_is_of(self):
        assert self.said(
            "cards",
            [
                {"card": "driving", "which": "B", "valid_to": "2030-05-12"},
                {"card": "hygiene"},
            ],
        ) == ["driving licence, B, valid until: <2030-05-12>", "hygiene passport"]

    def test_other_gives_way_to_what_it_is(self):
        assert self.said("cards", [{"card": "other", "which": "forklift"}]) == ["forklift"]
        assert self.said("cards", [{"card": "other"}]) == ["other"]

    def test_a_tick_in_a_row_says_its_label_and_an_employer_the_name(self):
        row = {"employer": {"name": "Pesula Ky", "id": ""}, "may_contact": True}

        assert self.said("network", [row]) == ["Pesula Ky, the coach may get in touch"]


class TestAnswered:
    def test_lines_and_rows_are_answered_from_the_least_there_must_be(self):
        three = [{"words": word, "tell": False} for word in "abc"]

        strengths = FORM_A.question("strengths")
        assert not is_answered(strengths, {"strengths": three[:2]})
        assert is_answered(strengths, {"strengths": three})
        assert is_answered(FORM_A.question("education"), {"education": [{"year": 2001}]})

    @pytest.mark.parametrize(
        ("answer", "empty"),
        [
            (None, True),
            ("", True),
            ([], True),
            (False, True),
            (0, False),
            (True, False),
            ("0", False),
        ],
    )
    def test_only_what_says_something_is_an_answer(self, answer, empty):
        question = Question("x", Kind.NUMBER, {})

        assert is_empty(answer) is empty
        assert is_answered(question, {"x": answer}) is not empty

    def test_a_section_is_skipped_by_its_reason(self):
        people = FORM_A.section("people")

        assert skipped(people, {"skip_people": "later"}) == "later"
        assert skipped(people, {"skip_people": None}) is None
        assert skipped(people, {}) is None


def _lists_of(part):
    for question in part.get("question", ()):
        for one in (question, *question.get("column", ())):
            if "options" in one:
                yield one["options"]
