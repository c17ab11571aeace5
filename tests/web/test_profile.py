"""Pages of form A: filled in section by section, with nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching import clock
from tests.factories import make_employer
from tests.profiles import LEAST, fill, make_everything, make_ready

TODAY = clock.today()
SECTIONS = (
    "goal_section",
    "conditions",
    "skills",
    "everyday",
    "people",
    "telling",
    "money",
    "plan",
)


def edit(page, client, section):
    return page.get("profiles.edit_section", period_id=client, section_id=section)


def by_words(lines):
    """Return the fields of short lines with what is typed in each."""
    return {
        f"{name}-{n}-words": words for name, rows in lines.items() for n, words in enumerate(rows)
    }


class TestFillingIn:
    def test_from_an_empty_page_to_a_ready_profile(self, signed_in, client, newest):
        page = signed_in.get("profiles.show_profile", period_id=client)
        assert "There is no profile yet" in page.main

        page.submit("Begin the profile")
        assert page.h1 == "Client profile: Goal"
        page.submit("Save and continue", goal="To bake", **by_words({"job_types": ["baker"]}))
        assert page.h1 == "Client profile: Conditions"
        page.submit("Save and continue", hours="15-20", times=["morning"], area="Kokkola")
        strengths = by_words({"strengths": ["Exact", "In time", "Calm"]})
        page.submit("Save and continue", **strengths, **{"strengths-0-tell": True})
        for _section in ("everyday", "people", "telling", "money"):
            page.submit("Save and continue")
        assert page.h1 == "Client profile: Plan"
        steps = {"next_steps-0-what": "Call", "next_steps-0-by": TODAY + timedelta(days=9)}
        page.submit("Save and continue", client_ok="yes", **steps)
        assert page.h1 == "Client profile"
        assert "1 answer is missing What the employer is told" in page.main

        page.get("profiles.record_talk", period_id=client)
        page.submit("Save the talk", choice="agreed", ticks=["coach"])
        page.get("profiles.show_profile", period_id=client)
        page.submit("Mark as ready")

        assert page.messages == ["The form is marked as ready"]
        assert "version 1 ready" in page.main
        assert newest().answers["strengths"][0] == {"words": "Exact", "tell": True}
        assert newest().answers["hours"] == "15–20"

    def test_a_draft_is_saved_with_anything_missing_and_left_for_later(
        self, signed_in, client, prepared, newest
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")

        signed_in.submit("Continue later", area="Kokkola")

        assert signed_in.h1 == "Client profile"
        assert "Strengths at least 3 are asked for" in signed_in.main
        assert signed_in.messages == ["Draft saved"]
        assert newest().answers["area"] == "Kokkola"

    def test_more_rows_come_by_saving_and_the_page_stays(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        edit(signed_in, client, "skills")
        jobs = {f"work_history-{n}-job": f"Job {n}" for n in range(2)}

        signed_in.submit("Save and add rows: Work history", **jobs)

        assert signed_in.h1 == "Client profile: Skills and experience"
        assert signed_in.field("work_history-3-job") == ""
        assert [row["job"] for row in newest().answers["work_history"]] == ["Job 0", "Job 1"]

    def test_employers_of_the_register_are_found_by_name(
        self, signed_in, client, prepared, newest, database
    ):
        with database.write() as session:
            known = make_employer(session, "Pesula Åström Oy").public_id
        prepared(fill, LEAST)
        edit(signed_in, client, "plan")

        signed_in.submit("Continue later", **{"target_employers-0-employer": "pesula astrom oy"})

        assert newest().answers["target_employers"][0]["employer"]["id"] == known
        assert "Pesula Åström Oy" in signed_in.main

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_every_part_is_shown_in_each_language(self, page, people, client, prepared, language):
        prepared(make_everything)
        page.sign_in(people.aino, language)
        page.get("profiles.show_profile", period_id=client)
        labels = {"fi": "Vahvuudet", "sv": "Styrkor", "en": "Strengths"}
        assert labels[language] in page.main

        page.post("profiles.begin_profile", {}, period_id=client)
        for section in SECTIONS:
            edit(page, client, section)
            assert page.status == 200

    def test_a_form_sent_twice_is_saved_once(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")
        sent = {"submission": signed_in.field("submission"), "row_version": newest().row_version}

        where = {"period_id": client, "section_id": "conditions"}
        for said in (["Draft saved"], []):
            signed_in.post("profiles.edit_section", {**sent, "hours": "20"}, **where)
            assert (signed_in.status, signed_in.messages) == (200, said)

        assert newest().answers["hours"] == "20"
        assert newest().row_version == sent["row_version"] + 1

    def test_a_form_changed_after_back_asks_which_stays(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")
        page, there = signed_in.markup, signed_in.address
        signed_in.submit("Save and continue", hours="20")
        signed_in.markup, signed_in.address = page, there

        signed_in.submit("Save and continue", hours="30")

        assert signed_in.saved_meanwhile("hours") == "20"
        signed_in.submit("Save and continue")
        assert newest().answers["hours"] == "30"


class TestRefusals:
    def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
        self, signed_in, client, prepared, newest
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")

        signed_in.submit(
            "Save and continue", hours="half", area="Kokkola", travel_minutes="far away"
        )

        assert signed_in.status == 422
        assert signed_in.title.startswith("Check these points: ")
        assert signed_in.error("hours") == "Enter the hours as numbers, for example 20 or 15–20."
        assert signed_in.error("travel_minutes") == "Enter a whole number, for example 12."
        assert (signed_in.field("hours"), signed_in.field("area")) == ("half", "Kokkola")
        assert "2 Conditions 2 to check" in signed_in.main
        assert "area" not in newest().answers

    def test_in_a_row_it_is_said_beside_the_very_control(self, signed_in, client, prepared):
        prepared(fill, LEAST)
        edit(signed_in, client, "skills")
        typed = {
            "education-0-field": "Baking",
            "education-0-year": "last year",
            "cards-1-card": "driving",
            "cards-1-valid_to": "31.2.2030",
            "strengths-1-words": "My code is 131052-308T",
        }

        signed_in.submit("Save and continue", **typed)

        assert signed_in.status == 422
        assert signed_in.error("education-0-year") == "Enter a whole number, for example 12."
        assert signed_in.error("cards-1-valid_to").startswith("“31.2.2030” is not in the calendar")
        assert "personal identity code" in signed_in.error("strengths-1-words")
        assert {name: signed_in.field(name) for name in typed} == typed

    def test_a_text_over_the_limit_is_kept_and_not_cut(self, signed_in, client, prepared):
        prepared(fill, LEAST)
        edit(signed_in, client, "goal_section")
        long = "x" * 2001

        signed_in.submit("Save and continue", goal=long)

        assert signed_in.error("goal") == "The text is 1 character too long. Shorten it."
        assert signed_in.field("goal") == long

    def test_the_second_editor_sees_what_the_first_one_saved_and_chooses(
        self, signed_in, client, prepared, newest
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")
        prepared(fill, {"hours": "10", "area": "Kälviä"})

        signed_in.submit("Save and continue", hours="30")

        assert signed_in.status == 422
        assert "Aino Ahola has saved a newer version" in signed_in.messages[0]
        assert signed_in.saved_meanwhile("hours") == "10"
        assert signed_in.field("hours") == "30"
        signed_in.submit("Save and continue")
        assert (newest().answers["hours"], newest().answers.get("area")) == ("30", "Kälviä")

    def test_a_typing_mistake_does_not_hide_that_somebody_was_quicker(
        self, signed_in, client, prepared
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")
        prepared(fill, {"hours": "10"})

        signed_in.submit("Save and continue", hours="half")

        assert signed_in.error("hours") is not None
        assert "The newer version" in signed_in.main

    def test_a_form_made_ready_meanwhile_keeps_what_was_typed(
        self, signed_in, client, prepared, newest
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "conditions")
        prepared(make_ready)

        signed_in.submit("Save and continue", hours="30")

        assert signed_in.status == 422
        assert "Reopen it to change something" in signed_in.messages[0]
        assert signed_in.field("hours") == "30"
        assert newest().answers["hours"] == "15–20"


class TestSkipping:
    def test_with_a_reason_and_filled_in_after_all(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        edit(signed_in, client, "people")

        signed_in.submit("Skip this part", skip_reason="does_not_wish", team_view="Seen twice")

        assert signed_in.h1 == "Client profile: Telling"
        assert signed_in.messages == ["The part is skipped"]
        assert newest().answers["team_view"] == "Seen twice"
        edit(signed_in, client, "people")
        assert "Skipped: client does not wish" in signed_in.main
        signed_in.submit("Fill in after all")
        assert signed_in.field("team_view") == "Seen twice"
        assert "skip_people" not in newest().answers

    def test_without_a_reason_it_says_what_to_choose(self, signed_in, client, prepared, newest):
        prepared(fill, LEAST)
        edit(signed_in, client, "people")

        signed_in.submit("Skip this part", team_view="Seen twice")

        assert signed_in.status == 422
        assert signed_in.error("skip_reason") == "Choose why this part is skipped."
        assert signed_in.field("team_view") == "Seen twice"
        assert "skip_people" not in newest().answers

    def test_goal_and_plan_offer_no_skipping_and_refuse_it(
        self, signed_in, client, prepared, newest
    ):
        prepared(fill, LEAST)
        edit(signed_in, client, "plan")
        assert "Skip this part" not in signed_in.buttons

        signed_in.post(
            "profiles.edit_section",
            {"skip": "1", "skip_reason": "later", "row_version": newest().row_version},
            period_id=client,
            section_id="plan",
        )

        assert signed_in.status == 422
        assert "Goal and plan are always asked" in signed_in.main
