"""The rules of the employer register and of reading a file that can refuse something."""

from __future__ import annotations

from coaching.errors import Refusal


class FileRefused(Refusal):
    """A file that is not read; base of the rules below."""


class FileMissing(FileRefused):
    """There is no such file."""


class NotAFile(FileRefused):
    """The path leads to a folder or something else that is not a file."""


class FileUnreadable(FileRefused):
    """The file cannot be opened. Facts: why, in the words of the operating system."""


class FileTooLarge(FileRefused):
    """The file is larger than may be read. Facts: most, in megabytes."""


class FileEmpty(FileRefused):
    """The file holds nothing."""


class NotAWorkbook(FileRefused):
    """The file is neither an .xlsx workbook nor text in columns."""


class OldWorkbook(FileRefused):
    """The file is a workbook of the format before 2007."""


class WorkbookLocked(FileRefused):
    """The workbook is encrypted with a password."""


class WorkbookDamaged(FileRefused):
    """The file looks like a workbook, but its inside cannot be read."""


class UnpacksTooLarge(FileRefused):
    """The workbook unpacks to far more than a sheet of the allowed size. Facts: most, in MB."""


class TooManyRows(FileRefused):
    """The workbook has more rows than are read. Facts: most."""


class TooManyColumns(FileRefused):
    """A sheet has more columns than are read. Facts: most."""


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


class ColumnTwice(Refusal):
    """Two columns of a sheet are said to hold the same thing. Facts: heading, of the second one."""


class NoColumnForEmployers(Refusal):
    """No column is said to hold the employers."""


class FileNotChosen(Refusal):
    """No file is chosen."""

    field = "file"
