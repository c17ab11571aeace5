"""The catalogues, to notice English words on a Finnish or Swedish page."""

from __future__ import annotations

from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from coaching.paths import data_folder


def catalogue(language: str) -> Catalog:
    """Return the catalogue of fi or sv."""
    path = data_folder("translations") / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def sources(message: Message) -> tuple[str, ...]:
    """Return the English sentence of a message, or both of a plural."""
    return message.id if isinstance(message.id, tuple | list) else (message.id,)


def translations(message: Message) -> tuple[str, ...]:
    """Return the translated sentence of a message, or all of a plural."""
    words = message.string
    return tuple(words) if isinstance(words, tuple | list) else (words,)


@cache
def _english_only(language: str) -> frozenset[str]:
    """Return the English sentences that never stand on a page of the language."""
    messages = [message for message in catalogue(language) if message.id]
    right = {word for message in messages for word in translations(message)}
    return frozenset({word for message in messages for word in sources(message)} - right)


def untranslated(language: str, texts: list[str]) -> list[str]:
    """Return those of the texts that are English sentences of ours on a page not in English."""
    if language not in ("fi", "sv"):
        return []
    return [text for text in texts if text in _english_only(language)]
