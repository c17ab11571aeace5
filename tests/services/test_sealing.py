"""Sealed columns: nothing to read without the key, and a clear sentence when it does not fit."""

from __future__ import annotations

import base64
import os
import stat
from dataclasses import replace

import pytest
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import StatementError

from coaching import history, sealing
from coaching.accounts import typing
from coaching.accounts.models import Typing, ValueChange
from coaching.clients.models import Client, ServicePeriod
from coaching.contacts.models import Contact
from coaching.db import Model
from coaching.opening import CannotOpen, open_database, prepare_database
from coaching.profiles.models import DisclosureTalk, FormVersion
from coaching.reviews.models import ReviewItem
from coaching.sealing import Sealed, Vault, WrongKey
from tests.factories import make_client, make_contact
from tests.world import make_world

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
BOUND = "contact.note:" + "a" * 26


class TestVault:
    @pytest.mark.parametrize("words", ["", "Talked", "Ä \N{GRINNING FACE}\n\u202e", "x" * 100_000])
    def test_opens_what_it_sealed(self, words):
        vault = Vault(KEY)

        assert vault.open(vault.seal(words, BOUND), BOUND) == words

    def test_the_same_words_look_different_every_time(self):
        vault = Vault(KEY)

        assert len({vault.seal("Talked", BOUND) for _ in range(100)}) == 100
        assert b"Talked" not in vault.seal("Talked", BOUND)

    def test_another_key_opens_nothing_and_says_so(self):
        sealed = Vault(KEY).seal("Talked", BOUND)

        with pytest.raises(WrongKey, match="sealed with another key"):
            Vault(OTHER).open(sealed, BOUND)

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "contact.note:" + "b" * 26,
            "contact.withdrawn_why:" + "a" * 26,
            "client.note:" + "a" * 26,
        ],
    )
    def test_a_value_that_was_moved_does_not_open(self, elsewhere):
        vault = Vault(KEY)
        sealed = vault.seal("Talked", BOUND)

        with pytest.raises(WrongKey, match="moved or changed"):
            vault.open(sealed, elsewhere)

    def test_a_value_that_was_changed_or_cut_does_not_open(self):
        vault = Vault(KEY)
        sealed = vault.seal("Talked", BOUND)
        wrong = [
            sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))
        ]

        for broken in (
            *wrong[1:],
            *(sealed[:length] for length in range(len(sealed))),
            sealed + b"x",
        ):
            with pytest.raises(WrongKey):
                vault.open(broken, BOUND)

    def test_a_keyed_hash_is_of_the_key_and_shows_no_words(self):
        one, other = Vault(KEY).keyed_hash("lahti"), Vault(OTHER).keyed_hash("lahti")

        assert one == Vault(KEY).keyed_hash("lahti")
        assert one != other
        assert len(one) == 64

    @pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
    def test_a_key_is_32_bytes(self, key):
        with pytest.raises(ValueError, match="32 bytes"):
            Vault(key)


class TestColumns:
    def test_take_nothing_that_is_not_sealed(self, session, people):
        stay = make_client(session, people.kokkola, people.aino)
        for plain in ("Leila Lahti", b"Leila Lahti", 7):
            with pytest.raises(StatementError, match="only sealed bytes"):
                session.execute(
                    update(Client).where(Client.id == stay.client_id).values(name_sealed=plain)
                )

    def test_a_value_moved_to_another_row_does_not_open_there(self, database, people):
        with database.write() as session:
            stays = [
                make_client(session, people.kokkola, people.aino, name=name)
                for name in ("Leila Lahti", "Onni Ojala")
            ]
            rows = [stay.client_id for stay in stays]
            session.execute(
                text(
                    "UPDATE client SET name = (SELECT name FROM client WHERE id = :a) WHERE id = :b"
                ),
                {"a": rows[0], "b": rows[1]},
            )

        with database.read() as session:
            assert session.get_one(Client, rows[0]).name == "Leila Lahti"
            moved = session.get_one(Client, rows[1])
            with pytest.raises(WrongKey, match="moved or changed"):
                _ = moved.name

    def test_a_value_moved_to_another_column_does_not_open_there(self, database, people):
        with database.write() as session:
            make_client(session, people.kokkola, people.aino, name="Leila Lahti")
            session.execute(text("UPDATE client SET contact_details = name"))

        with database.read() as session:
            client = session.scalars(select(Client)).one()
            with pytest.raises(WrongKey, match="moved or changed"):
                _ = client.contact_details

    def test_each_free_text_of_the_schema_is_of_the_sealed_type(self):
        sealed = {
            f"{table.name}.{column.name}"
            for table in Model.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, Sealed)
        }

        assert sealed >= {
            "client.name",
            "client.contact_details",
            "contact.note",
            "contact.withdrawn_why",
            "disclosure_talk.words",
            "form_version.answers",
            "form_version.frozen",
            "import_row.cells",
            "kykyviisari.sections",
            "review.missing_why",
            "review_item.evidence",
            "service_period.other_helpers",
            "service_period.reason_words",
            "service_period.waiting_reason",
            "typing.fields",
            "value_change.value",
        }


class TestCopyWithoutKey:
    """Somebody takes the database along, but not the key."""

    WORDS = ("Onni Ojala", "onni@example.fi", "Reads at night")

    @pytest.fixture
    def full(self, database, people):
        """A database with something in every kind of sealed column; returns the words of it."""
        world = make_world(database, people)
        words = {word for stay in world.stays.values() for word in (stay.name, *stay.words)}
        with database.write() as session:
            typing.keep(session, people.aino.user_id, "a" * 26, "/", {"note": ["Half a note"]})
            history.record(
                session, people.aino.actor, "client", "a" * 26, {"name": "Leila Laaksonen"}
            )
            stay = session.get_one(ServicePeriod, world.leila.id)
            make_contact(session, stay, people.aino, note="Reads at night")
        return {*words, "Half a note", "Leila Laaksonen", "Reads at night",
                "Evidence kept by the leader"}  # fmt: skip

    def test_the_rows_are_there_and_open_with_the_key(self, database, full):
        with database.read() as session:
            found = {row.name for row in session.scalars(select(Client))}
            found |= {row.note for row in session.scalars(select(Contact))}
            found |= {row.evidence for row in session.scalars(select(ReviewItem))}
            found |= {str(row.value) for row in session.scalars(select(ValueChange))}
            found |= {row.words for row in session.scalars(select(DisclosureTalk))}
            found |= {row.answers["goal"] for row in session.scalars(select(FormVersion))}
            found |= {row.fields["note"][0] for row in session.scalars(select(Typing))}

        assert {"Half a note", "Leila Laaksonen", "Reads at night", "Onni Ojala"} <= found
        assert {"Bake bread at night", "Do not tell where I live"} <= found

    def test_no_name_note_or_answer_stands_in_its_bytes(self, database, config, full):
        if database.is_sqlite:
            raw = b"".join(path.read_bytes() for path in config.instance.glob("rinnalla.db*"))
        else:
            raw = everything(database)
        assert len(raw) > 100_000
        assert b"Aino Ahola" in raw, "what is not sealed is found this way"

        found = [
            word
            for word in full
            for coding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
            for form in (word, word.upper(), word.casefold())
            if form.encode(coding) in raw
        ]
        found += [word for word in full if base64.b64encode(word.encode())[:-4] in raw]

        assert found == []

    def test_another_key_opens_none_of_it(self, database, full):
        sealing.use(Vault(OTHER))

        with database.read() as session:
            named = session.scalars(select(Client).where(Client.name_sealed.is_not(None))).all()
            assert named
            for client in named:
                with pytest.raises(WrongKey, match="another key"):
                    _ = client.name


def everything(database):
    """Return all rows of a database as the bytes a dump would hold."""
    with database.engine.connect() as connection:
        rows = [
            row
            for name in inspect(connection).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - our tables
        ]
    parts = [part for row in rows for part in row]
    return (
        b"|".join(
            bytes(part) if isinstance(part, bytes | memoryview) else str(part).encode()
            for part in parts
        )
        * 10
    )


class TestKeyFile:
    def test_is_made_for_its_owner_alone_and_never_over_another(self, tmp_path):
        path = tmp_path / "new" / "secret.key"

        first = sealing.make_key(path)

        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert len(base64.b64decode(path.read_bytes())) == 32
        assert sealing.make_key(path).key_id == first.key_id

    def test_two_keys_are_never_the_same(self, tmp_path):
        made = {sealing.make_key(tmp_path / f"{number}.key").key_id for number in range(20)}

        assert len(made) == 20

    @pytest.mark.parametrize(
        "content", [b"", b"hello", base64.b64encode(bytes(31)), b"\xff" * 44, bytes(32)]
    )
    def test_another_file_is_not_taken_for_a_key(self, tmp_path, content):
        path = tmp_path / "secret.key"
        path.write_bytes(content)

        with pytest.raises(sealing.KeyMissing, match=r"The file secret\.key does not hold a key"):
            sealing.read_key(path)

    def test_without_a_key_nothing_opens(self, monkeypatch):
        monkeypatch.setattr(sealing._Holder, "vault", None)

        with pytest.raises(sealing.KeyMissing):
            sealing.vault()


class TestOpening:
    """The database and its key belong together."""

    def test_both_in_their_place_open(self, config, database):
        opened = open_database(config)

        assert sealing.vault().key_id == sealing.read_key(config.key_path).key_id
        opened.close()

    def test_without_the_key_it_does_not_open_and_no_new_key_is_made(self, config, database):
        config.key_path.unlink()

        for opening in (open_database, prepare_database):
            with pytest.raises(
                CannotOpen, match=r"key file secret\.key is missing.*Put the key back"
            ):
                opening(config)
        assert not config.key_path.exists()

    def test_with_another_key_it_does_not_open(self, config, database):
        config.key_path.write_bytes(base64.b64encode(OTHER))

        for opening in (open_database, prepare_database):
            with pytest.raises(CannotOpen, match="another one than the records were sealed with"):
                opening(config)

    def test_the_key_may_lie_elsewhere(self, config, database, tmp_path):
        elsewhere = tmp_path / "safe.key"
        config.key_path.rename(elsewhere)

        opened = open_database(replace(config, key_file=str(elsewhere)))

        assert sealing.vault().key_id == sealing.read_key(elsewhere).key_id
        opened.close()

    def test_a_schema_that_is_not_the_newest_says_what_to_run(self, config, database):
        with database.append() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))

        with pytest.raises(CannotOpen, match=r"older or newer schema\. Run: rinnalla db upgrade"):
            open_database(config)
