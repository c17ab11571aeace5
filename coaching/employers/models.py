"""Tables of employers, their sites and people, and of imports."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coaching.db import Identified, Model, Moment, Versioned
from coaching.sealing import Sealed, opened_json

_IN_BYTE_ORDER = String(400).with_variant(String(400, collation="C"), "postgresql")
"""Text that is put in order by its bytes on both databases, whatever language the server speaks."""


class Employer(Identified, Versioned, Model):
    """An employer, in clear; folded columns serve search, `sort_key` the Finnish order."""

    __tablename__ = "employer"
    __table_args__ = (Index("ix_employer_sort_key", "sort_key", "id"),)

    name: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(200), index=True)
    sort_key: Mapped[str] = mapped_column(_IN_BYTE_ORDER)
    business_id: Mapped[str | None] = mapped_column(String(9), unique=True)
    chain: Mapped[str] = mapped_column(String(200), default="")
    industry: Mapped[str | None] = mapped_column(String(40))
    size: Mapped[str | None] = mapped_column(String(10))
    needs: Mapped[str] = mapped_column(String(2000), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    no_contact: Mapped[bool] = mapped_column(Boolean, default=False)
    no_contact_until: Mapped[date | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    """The card this one was merged into; the row stays, so that the merge can be undone."""

    sites: Mapped[list[EmployerSite]] = relationship(back_populates="employer", lazy="raise")


class EmployerSite(Identified, Versioned, Model):
    """A site of an employer; people and meetings belong to it."""

    __tablename__ = "employer_site"
    __table_args__ = (
        UniqueConstraint(
            "employer_id",
            "name_folded",
            "municipality_folded",
            name="uq_employer_site_employer_id_place",
        ),
        Index("ix_employer_site_municipality_folded", "municipality_folded"),
    )

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    name_folded: Mapped[str] = mapped_column(String(200), default="")
    municipality: Mapped[str] = mapped_column(String(80), default="")
    municipality_folded: Mapped[str] = mapped_column(String(80), default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    employer: Mapped[Employer] = relationship(back_populates="sites", lazy="raise")
    people: Mapped[list[EmployerPerson]] = relationship(back_populates="site", lazy="raise")


class EmployerPerson(Identified, Versioned, Model):
    """A person at a site: personal data too, kept for a told reason and removed on request."""

    __tablename__ = "employer_person"
    __table_args__ = (Index("ix_employer_person_name_folded", "name_folded"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("employer_site.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    decides: Mapped[str] = mapped_column(String(10), default="unsure")
    why_kept: Mapped[str] = mapped_column(String(300), default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When a person is removed: name and ways of contact are blank, the row stays for meetings."""

    site: Mapped[EmployerSite] = relationship(back_populates="people", lazy="raise")


class EmployerMerge(Identified, Model):
    """Two cards of one employer made one; what was moved is kept, so that it can be undone."""

    __tablename__ = "employer_merge"
    __table_args__ = (Index("ix_employer_merge_kept_id", "kept_id", "id"),)

    kept_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    moved_sealed: Mapped[bytes] = mapped_column("moved", Sealed)
    """Ids of the rows that were moved and values that were filled in, by table."""
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    moved = opened_json("moved_sealed")


class ImportBatch(Identified, Model):
    """One accepted import."""

    __tablename__ = "import_batch"

    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64), index=True)
    headings_sealed: Mapped[bytes] = mapped_column("headings", Sealed)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """Whose sheet it was; None from the command line, until somebody makes meetings of its rows."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    headings = opened_json("headings_sealed")


class ImportRow(Identified, Model):
    """A row of a batch with all its cells as they came, so that it can be undone and read again."""

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("batch_id", "sheet", "number", name="uq_import_row_batch_id_sheet_number"),
        # A record that goes is looked for in whatever could point at it.
        *(
            Index(
                f"ix_import_row_{column}",
                column,
                sqlite_where=text(f"{column} IS NOT NULL"),
                postgresql_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("employer_id", "site_id", "person_id", "contact_id")
        ),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    sheet: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    cells_sealed: Mapped[bytes] = mapped_column("cells", Sealed)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("employer_site.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("employer_person.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("service_period.id"))

    cells = opened_json("cells_sealed")


class ImportStage(Identified, Versioned, Model):
    """A file on its way in: sealed between the steps of its import, gone after a day."""

    __tablename__ = "import_stage"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    """The earlier batch whose rows are read again; None when a file is brought in."""
    result_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    """The batch it led to, once it is done."""
    state: Mapped[str] = mapped_column(String(10))
    file_sealed: Mapped[bytes] = mapped_column("file", Sealed)
    choices_sealed: Mapped[bytes] = mapped_column("choices", Sealed)
    results_sealed: Mapped[bytes] = mapped_column("results", Sealed)
    """What becomes of each row, as it was worked out when something was chosen last."""
    ended_sealed: Mapped[bytes | None] = mapped_column("ended", Sealed)
    """Why the last attempt to save it wrote nothing."""
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    file = opened_json("file_sealed")
    choices = opened_json("choices_sealed")
    results = opened_json("results_sealed")
    ended = opened_json("ended_sealed")
