"""The words of the employer register and its import: options, outcomes, reasons, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from coaching.employers.types import Decision, Finding, Outcome, StaffSize, Why
from forms.labels import register
from forms.refusals import says

register(
    StaffSize,
    {
        StaffSize.S1_9: "1–9",
        StaffSize.S10_49: "10–49",
        StaffSize.S50_249: "50–249",
        StaffSize.S250: "250+",
    },
)
register(
    Decision,
    {
        Decision.YES: _lp("decides on hiring", "yes"),
        Decision.NO: _lp("decides on hiring", "no"),
        Decision.UNSURE: _lp("decides on hiring", "not known"),
    },
)
register(
    Outcome,
    {
        Outcome.NEW: _lp("import", "new"),
        Outcome.JOINED: _lp("import", "joins"),
        Outcome.UNCHANGED: _lp("import", "unchanged"),
        Outcome.NEEDS_PERSON: _lp("import", "waits for a person"),
        Outcome.SKIPPED: _lp("import", "left out"),
    },
)


def reason(code: StrEnum, facts: Mapping[str, Any]) -> str:
    """Return the sentence of one of a row's reasons in the language of the moment."""
    return _REASONS[code](**facts)


_REASONS: dict[StrEnum, Callable[..., str]] = {
    Why.CHOSEN: lambda name: _("You chose: %(name)s.", name=name),
    Why.LEFT_OUT: lambda: _("You chose to leave the row out."),
    Why.NEW_ID: lambda: _("The business ID is not in the register yet."),
    Why.NEW_NAME: lambda: _("The name is not in the register yet in this municipality."),
    Why.SAME_ID: lambda name: _("Same business ID: %(name)s.", name=name),
    Why.SAME_NAME: lambda name: _("Same name and municipality: %(name)s.", name=name),
    Why.BROUGHT_BEFORE: lambda: _("The row has been imported before."),
    Why.TWO_CANDIDATES: lambda names: _(
        "Several employers fit: %(names)s. Add the business ID to the row.", names=names
    ),
    Why.PLACE_UNKNOWN: lambda names: _(
        "Without a municipality it is not certain whether this is the same employer: %(names)s."
        " Add the municipality.",
        names=names,
    ),
    Why.EMPTY_ROW: lambda: _("The row is empty."),
    Why.ABOVE_HEADINGS: lambda: _("The row is above the headings."),
    Why.HEADINGS: lambda: _("The row holds the headings."),
    Why.NO_HEADINGS: lambda: _("The sheet has no headings that name a column for employers."),
    Why.SHEET_LEFT_OUT: lambda: _("The sheet says that it is not to be imported."),
    Why.SHEET_HIDDEN: lambda: _("The sheet is hidden."),
    Why.NEW_SITE: lambda place: _("New site: %(place)s.", place=place),
    Why.ID_FILLED: lambda: _("The register gets the business ID."),
    Why.OTHER_NAME: lambda name: _("The register has another name: %(name)s.", name=name),
    Why.OTHER_ID: lambda names: _(
        "The same name and municipality has another business ID too: %(names)s.", names=names
    ),
    Why.LOOKS_LIKE: lambda names: _("Looks like: %(names)s.", names=names),
    Why.NO_CONTACT: lambda: _("The register says: do not contact."),
    Why.DOUBLED: lambda row: _("The row is the same as row %(row)s.", row=row),
    Finding.NO_NAME: lambda told: _("The row has no employer’s name."),
    Finding.NAME_UNCLEAR: lambda told: _("The employer’s name is not text."),
    Finding.TOO_LONG: lambda told: _("A text on the row is too long for the register."),
    Finding.ID_WRONG: lambda told: _("The business ID %(told)s is not right. Check it.", told=told),
    Finding.DAY_WITHOUT_YEAR: lambda told: _("The date has no year: %(told)s", told=told),
    Finding.DAY_UNCLEAR: lambda told: _("The date is not clear: %(told)s.", told=told),
    Finding.PERSON_WITHOUT_NAME: lambda told: _(
        "The contact person has no name, so the contact details stay with the row."
    ),
    Finding.EMAIL_UNCLEAR: lambda told: _(
        "The e-mail address is not whole and stays with the row: %(told)s.", told=told
    ),
    Finding.PHONE_UNCLEAR: lambda told: _(
        "The phone number is not whole and stays with the row: %(told)s.", told=told
    ),
    Finding.DECIDES_UNCLEAR: lambda told: _(
        "It is not clear whether the person decides on hiring: %(told)s.", told=told
    ),
}


_REFUSALS: dict[str, Callable[..., str]] = {
    "FileMissing": lambda: _("There is no such file. Check its name and folder."),
    "NotAFile": lambda: _("This is not a file. Choose an Excel or CSV file."),
    "FileUnreadable": lambda why: _(
        "The file cannot be opened (%(why)s). Check who may read it.", why=why
    ),
    "FileTooLarge": lambda most: _("The file is too large. The limit is %(num)s MB.", num=most),
    "FileEmpty": lambda: _("The file is empty. Choose another file."),
    "NotAWorkbook": lambda: _("This is not a workbook. Choose an Excel or CSV file."),
    "OldWorkbook": lambda: _("This is an old Excel file. Save it as .xlsx and try again."),
    "WorkbookLocked": lambda: _(
        "The workbook is locked with a password. Save it without a password and try again."
    ),
    "WorkbookDamaged": lambda: _(
        "The workbook is damaged. Open it in Excel, save it anew and try again."
    ),
    "UnpacksTooLarge": lambda most: _(
        "The workbook unpacks to more than may be read (%(num)s MB). Save only the sheet that is"
        " needed and try again.",
        num=most,
    ),
    "TooManyRows": lambda most: _(
        "The file has more than %(num)s rows. Split it into smaller files.", num=most
    ),
    "TooManyColumns": lambda most: _(
        "A sheet has more than %(num)s columns. Remove the ones that are not needed.", num=most
    ),
    "NoHeadings": lambda: _(
        "No sheet has headings that name a column for employers. Write the headings, for example:"
        " Employer, Business ID, Municipality."
    ),
    "SameEmployer": lambda: _(
        "An employer with this name is already in the register. Open it or add a site."
    ),
    "BusinessIdTaken": lambda name: _(
        "The business ID is another employer’s in the register: %(name)s. Open it or check the ID.",
        name=name,
    ),
    "SiteTaken": lambda: _("The employer has this site already. Open it or add another name."),
    "PersonTaken": lambda: _(
        "A person of this name is at the site already. Open the person or add a surname."
    ),
    "MergedMeanwhile": lambda name: _(
        "This card was merged into %(name)s while you were typing. Copy what you typed, open that"
        " card and save it there.",
        name=name,
    ),
    "MergeWithItself": lambda: _(
        "This is the card itself. Choose the other card of the same employer."
    ),
    "MergedAlready": lambda name, into: _(
        "%(name)s has been merged into %(into)s. Open that card and merge it, if it is the same"
        " employer.",
        name=name,
        into=into,
    ),
    "NeedsTooLong": lambda over: ngettext(
        "The staffing needs of both cards are %(num)s character too long together. Choose one.",
        "The staffing needs of both cards are %(num)s characters too long together. Choose one.",
        over,
    ),
    "MergeUndoneAlready": lambda: _("The merge has been undone already. Open the employer anew."),
    "MergeTooOld": lambda days: _(
        "The merge is more than %(num)s days old and stays. Add the other employer anew if needed.",
        num=days,
    ),
    "MergedOnward": lambda name: _(
        "The card has been merged into %(name)s since. Undo that merge first.", name=name
    ),
    "RegisterChanged": lambda: _(
        "Somebody changed the register at the same moment. Nothing was saved. Try again."
    ),
}

for _name, _sentence in _REFUSALS.items():
    says(_name)(_sentence)
