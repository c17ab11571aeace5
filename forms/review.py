"""Forms of fidelity reviews: beginning one, the 25 items, finishing with items missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from coaching.reviews.types import EVIDENCE_LIMIT, Entry, NewReview, ReviewKind, ReviewState
from forms.base import BaseForm
from forms.choices import ChoiceField
from forms.fields import DayField, TextField
from forms.labels import register
from forms.refusals import says
from forms.validators import NoIdentityCode, NotInFuture, Required

register(
    ReviewKind,
    {
        ReviewKind.SELF: _l("self-review"),
        ReviewKind.PEER: _l("peer review"),
        ReviewKind.EXTERNAL: _l("external review"),
    },
)
register(
    ReviewState,
    {
        ReviewState.OPEN: lazy_pgettext("review", "open"),
        ReviewState.FINISHED: lazy_pgettext("review", "finished"),
    },
)

SECTIONS = {"S": _l("Staffing"), "O": _l("Organisation"), "V": _l("Services")}

ITEMS = {
    "S1": _l("Clients per coach"),
    "S2": _l("Time on employment support"),
    "S3": _l("Same coach in all phases"),
    "O1": _l("Firm link to treatment teams"),
    "O2": _l("Close work with the treatment team"),
    "O3": _l("Work with employment services"),
    "O4": _l("Team of coaches"),
    "O5": _l("Team leader’s tasks"),
    "O6": _l("Open to all who want work"),
    "O7": _l("Paid work as the organisation’s aim"),
    "O8": _l("Support from top management"),
    "V1": _l("Advice on benefits and earnings"),
    "V2": _l("What the employer is told"),
    "V3": _l("Ongoing assessment in real work"),
    "V4": _l("Fast start of job search"),
    "V5": _l("Individual job search"),
    "V6": _l("Number of employer meetings"),
    "V7": _l("Quality of employer meetings"),
    "V8": _l("Variety of jobs"),
    "V9": _l("Variety of employers"),
    "V10": _l("Lasting jobs on the open market"),
    "V11": _l("Individual support at work"),
    "V12": _l("Support without a time limit"),
    "V13": _l("Work outside the office"),
    "V14": _l("Active contact and outreach"),
}
"""Our own names of the items, never the official wording (words.md, part 10)."""

BANDS = {
    "exemplary": _l("exemplary"),
    "good": lazy_pgettext("band", "good"),
    "fair": lazy_pgettext("band", "fair"),
    "not_ips": _l("not supported employment"),
}

CERTAINTY = {
    "A": _l("seen in a public source"),
    "B": _l("to be checked against the official form"),
    "P": _l("our own setting"),
}
"""How sure we are of a threshold (fidelity scale, part 0)."""

LEFT_OUT = {
    "not_entered": _l("not counted: coaching has not begun"),
    "no_recent_contact": _l("not counted: no contact lately"),
    "absent": _l("not counted: away for 30 days or more"),
    "on_leave": _l("not counted: the coach was on leave"),
    "outside_post": _l("not counted: outside the coach’s time in the team"),
    "new_specialist": _l("not counted: in the team for less than 90 days"),
    "not_face_to_face": _l("not counted: not face to face"),
    "not_reached": _l("not counted: nobody was reached"),
    "does_not_decide": _l("not counted: not with somebody who decides on hiring"),
    "supports_working_client": _l("not counted: support at a client’s work"),
    "no_job_seekers": _l("not counted: no client looks for work"),
    "too_few_weeks": _l("not counted: too few weeks worked"),
    "too_few_contacts": _l("not counted: too few contacts"),
    "too_few_clients": _l("not counted: too few clients"),
    "too_little_time_recorded": _l("not counted: too little time on record"),
    "in_work_at_entry": _l("not counted: in work at entry"),
    "waits_for_now": _l("not counted yet: has waited less than the others"),
    "does_not_match": _l("not counted: does not match the client’s goals"),
    "not_asked": _l("not counted: match with the goals not told"),
    "no_plan": _l("not counted: no profile in force that day"),
    "no_phase": _l("not counted: its purposes tell no phase"),
    "no_client": _l("not counted: about no client"),
    "no_care_team": _l("not counted: treatment team not known"),
    "not_an_attached_team": _l("not counted: not a treatment team of the coach"),
    "no_minutes": _l("not counted: minutes missing"),
    "no_place": _l("not counted: place missing"),
    "not_in_community": _l("not counted: not out in the community"),
    "not_in_a_whole_week": _l("not counted: not in a whole week of the window"),
    "held_at_entry": _l("not counted: the job the client had at entry"),
    "never_held": _l("not counted: the job ended before it began"),
    "not_competitive": _l("not counted: not known to be on the open market"),
    "support_declined": _l("not counted: the client declined support"),
    "support_handed_over": _l("not counted: support was handed over"),
    "days_not_over": _l("not counted yet: its days are not over"),
    "no_employer_contact_yet": _l("not counted yet: no employer contact"),
    "offer_not_by_a_trained_adviser": _l("not counted: not by a trained adviser"),
    "not_decided": _l("not counted yet: not decided"),
    "closed_against_outreach": _l("ended against the criterion"),
    "not_sought": _l("not counted: nobody tried to reach the client"),
    "leader_not_there": _l("not counted: the leader was not there"),
    "no_specialist_there": _l("not counted: no coach was there"),
    "not_flagged": _l("not counted: the coach is not said to need help"),
    "not_at_work": _l("not counted: not in work"),
}
"""Why a record is not counted."""

KIND_TAGS = {
    "computed": _l("computed"),
    "assisted": _l("partly computed"),
    "judged": _l("judged"),
}


class CardDayForm(BaseForm):
    """The day whose card is shown; it stands in the address."""

    on = DayField(_l("Day"), [NotInFuture()])


class BeginReviewForm(BaseForm):
    """Kind and days of a new review."""

    kind = ChoiceField(
        _l("Who makes the review?"), ReviewKind, [Required(_l("Choose who makes the review."))]
    )
    on = DayField(
        _l("Day of the review"),
        [Required(_l("Enter the day of the review.")), NotInFuture()],
        hint=_l("The trend shows the points at this day."),
    )
    since = DayField(
        _l("First day of the period reviewed"),
        [NotInFuture()],
        hint=_l("For example half a year before the day of the review."),
    )

    def to_new(self) -> NewReview:
        """Return what was typed. Call after validation."""
        assert self.on.data is not None  # noqa: S101 - Required has seen to it
        return NewReview(ReviewKind(self.kind.data), self.on.data, self.since.data)


class ItemsForm(BaseForm):
    """Points and evidence of every item; made by `items_form`."""

    item_ids: tuple[str, ...] = ()

    def entries(self) -> dict[str, Entry]:
        """Return what was entered, by item id."""
        return {item: self._entry(item) for item in self.item_ids}

    def _entry(self, item: str) -> Entry:
        points, evidence = self[f"{item}_points"].data, self[f"{item}_evidence"].data
        return Entry(int(points) if points else None, evidence or None)

    def rows(self) -> list[tuple[str, ChoiceField, TextField]]:
        """Return id, points field and evidence field of each item, in the scale's order."""
        return [(item, self[f"{item}_points"], self[f"{item}_evidence"]) for item in self.item_ids]


def items_form(items: Iterable[str], entries: Mapping[str, Entry], version: int) -> ItemsForm:
    """Make the form of a review's items, filled with what has been entered.

    Args:
        items: item ids in the order of the scale.
        entries: points and evidence so far, by item id.
        version: row version of the review.
    """
    ids = tuple(items)
    fields: dict[str, object] = {"item_ids": ids}
    for item in ids:
        fields[f"{item}_points"] = ChoiceField(
            _l("Points"), [(str(points), str(points)) for points in range(1, 6)]
        )
        fields[f"{item}_evidence"] = TextField(
            _l("Evidence"), [NoIdentityCode()], limit=EVIDENCE_LIMIT, rows=2
        )
    data: dict[str, object] = {"row_version": version}
    for item, entry in entries.items():
        data[f"{item}_points"] = entry.points and str(entry.points)
        data[f"{item}_evidence"] = entry.evidence
    made: ItemsForm = type("ReviewItemsForm", (ItemsForm,), fields)(data=data)
    for item, *pair in made.rows():
        for field in pair:
            vars(field)["called"] = f"{item}, {field.label.text}"
    return made


class FinishReviewForm(BaseForm):
    """Finishing a review; a reason is needed when items are missing."""

    missing_why = TextField(
        _l("Why items are without points"), [NoIdentityCode()], limit=1000, rows=3
    )


class PlainForm(BaseForm):
    """A button without fields."""


@says("ItemsMissing")
def _items_missing(items: list[str]) -> str:
    return ngettext(
        "%(num)s item has no points. Write why, or go back and give points.",
        "%(num)s items have no points. Write why, or go back and give points.",
        len(items),
    )


@says("ReviewAhead")
def _review_ahead() -> str:
    return _("The date is still ahead. Choose today or an earlier day.")


@says("PeriodBackwards")
def _period_backwards() -> str:
    return _("The period begins after the day of the review. Check both dates.")


@says("AlreadyFinished")
def _already_finished() -> str:
    return _("The review has been finished and is not changed any more. Begin a new review.")


@says("HasPoints")
def _has_points() -> str:
    return _("The review already has points. Finish it, or take the points away first.")
