"""Writes docs/data-dictionary.md from the definitions of the forms: python3 docs/dictionary.py"""

from pathlib import Path

from coaching.definitions import reading
from coaching.definitions.dictionary import dictionary

if __name__ == "__main__":
    target = Path(__file__).resolve().parent / "data-dictionary.md"
    target.write_text(dictionary(reading.every()), encoding="utf-8")
