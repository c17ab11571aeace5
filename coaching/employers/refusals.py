"""The rules of the employer register and of its import that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal
from coaching.sheets.refusals import FileRefused


class NoHeadings(FileRefused):
    """No sheet has a row of headings that names the employers' column."""


class RegisterChanged(Refusal):
    """Somebody else wrote to the register at the same moment; nothing was written."""


class SameEmployer(Refusal):
    """An employer of this name is in the register, and nobody has said that this is another."""

    field = "name"


class BusinessIdTaken(Refusal):
    """Another employer has the business ID. Facts: name, of that employer."""

    field = "business_id"


class SiteTaken(Refusal):
    """The employer has a site of this name and municipality."""

    field = "municipality"


class PersonTaken(Refusal):
    """The site has a person of this name."""

    field = "name"


class MergedMeanwhile(Refusal):
    """The card was merged into another one after the page was opened. Facts: name, of that one."""


class MergeWithItself(Refusal):
    """A card is merged with another one, never with itself."""


class MergedAlready(Refusal):
    """One of the two cards is part of another one by now. Facts: name; into, the kept card's."""


class NeedsTooLong(Refusal):
    """The staffing needs of both cards do not fit one. Facts: over, characters too many."""

    field = "needs"


class MergeUndoneAlready(Refusal):
    """Somebody has undone the merge before."""


class MergeTooOld(Refusal):
    """A merge is undone within some days. Facts: days."""


class MergedOnward(Refusal):
    """The kept card was merged into a third one; that merge is undone first. Facts: name."""


class ImportUndone(Refusal):
    """The import has been undone."""


class ImportRunning(Refusal):
    """The file is being imported just now."""


class NoColumnForEmployers(Refusal):
    """No column is said to hold the employers."""
