"""One team as one file: the exchange format `rinnalla-team/1`, read, checked and written.

`read` gives a `TeamFile` or refuses with paths in the file; `write` gives the one text of a
`TeamFile`; `facts_of` gives what scoring reads.
"""

from fidelity.teamfile.problems import CannotWrite, Problem, TeamFileRefused
from fidelity.teamfile.reading import MOST_PROBLEMS, MOST_ROWS, read
from fidelity.teamfile.records import FORMAT, TeamFile, facts_of
from fidelity.teamfile.writing import write

__all__ = [
    "FORMAT",
    "MOST_PROBLEMS",
    "MOST_ROWS",
    "CannotWrite",
    "Problem",
    "TeamFile",
    "TeamFileRefused",
    "facts_of",
    "read",
    "write",
]
