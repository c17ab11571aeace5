"""What the first page shows of the person's own unsaved text."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from coaching import unsaved
from coaching.accounts import typing
from coaching.accounts.types import Actor
from coaching.clients import choices
from coaching.days.types import UnsavedText
from coaching.uselog.types import Basis


def unsaved_texts(session: Session, actor: Actor) -> list[UnsavedText]:
    """Return what the person typed and did not save, the newest first.

    Only pages whose records are there and in sight; the clients among them are named.
    """
    texts = unsaved.in_sight(session, actor, typing.all_of(session, actor.user_id))
    about = {text.public_id: unsaved.about(text) for text in texts}
    basis = Basis.COACHING if actor.is_coach else Basis.LEADING
    names = choices.shown_names(session, actor, basis, set().union(*about.values()))
    return [_shown(text, [names[one] for one in about[text.public_id] & names.keys()])
            for text in texts]  # fmt: skip


def _shown(text: typing.Typed, names: list[str]) -> UnsavedText:
    return UnsavedText(
        public_id=text.public_id,
        address=unsaved.address(text),
        words=(text.fields.get("page_words") or [""])[0] or _("Unsaved text"),
        whom=names[0] if len(names) == 1 else "",
        at=text.at,
    )
