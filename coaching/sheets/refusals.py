"""The rules of reading a file that can refuse something."""

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


class FileNotChosen(Refusal):
    """No file is chosen."""

    field = "file"


class ColumnTwice(Refusal):
    """Two columns of a sheet are said to hold the same thing. Facts: heading, of the second one."""
