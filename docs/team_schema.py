"""Writes docs/rinnalla-team-1.schema.json from the columns of the format: python3 docs/team_schema.py"""

from pathlib import Path

from fidelity.teamfile.schema import schema_text

if __name__ == "__main__":
    target = Path(__file__).resolve().parent / "rinnalla-team-1.schema.json"
    target.write_text(schema_text(), encoding="utf-8")
