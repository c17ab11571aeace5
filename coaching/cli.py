"""The command `rinnalla`: every error is one clear line and exit status 1, never a traceback."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from coaching import __version__, config, migrating
from coaching.config import Config
from coaching.db import Database
from coaching.errors import Refusal
from coaching.opening import CannotOpen, open_database, prepare_database


class CommandRefused(Exception):
    """The command cannot be done; the message is one clear line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        settings = config.load()
        config.keep_font_cache(settings)
        run: Callable[[Config, argparse.Namespace], int] = chosen.run
        return run(settings, chosen)
    except (CommandRefused, CannotOpen, config.SettingRefused) as refused:
        return _say(str(refused))
    except OperationalError:
        return _say("The database cannot be reached. Check RINNALLA_DATABASE_URL and that it runs.")
    except DatabaseError as wrong:
        return _say(f"The database does not answer as it should: {wrong.orig}".splitlines()[0])
    except BrokenPipeError:
        return 0
    except OSError as wrong:
        return _say(f"{wrong.filename or 'A file'}: {wrong.strerror or wrong}")
    except EOFError:
        return _say("Something was asked, but nobody can answer here. Give it as an option.")
    except KeyboardInterrupt:
        return 130


def _say(words: str) -> int:
    print(f"rinnalla: {words}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rinnalla", description="A tool for job coaching.")
    parser.add_argument("--version", action="version", version=f"rinnalla {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = _command(commands, "demo", "make the demonstration and serve it", _demo)
    demo.add_argument("--data-only", action="store_true", help="make the data, do not serve")
    demo.add_argument("--port", type=int, help="port to listen on")
    demo.add_argument(
        "--anew",
        action="store_true",
        help="throw away the demonstration that is here, make another",
    )
    serve = _command(commands, "serve", "serve the pages", _serve)
    serve.add_argument("--host", help="address to listen on")
    serve.add_argument("--port", type=int, help="port to listen on")
    below = commands.add_parser("db", help="the database").add_subparsers(
        required=True, metavar="WHAT"
    )
    _command(below, "upgrade", "bring the database to the newest schema", _db_upgrade)
    below = commands.add_parser("user", help="people").add_subparsers(required=True, metavar="WHAT")
    add = _command(below, "add", "add a person who can sign in", _user_add)
    add.add_argument("--name", help="full name (asked when left out)")
    add.add_argument("--user-name", help="user name (asked when left out)")
    add.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    add.add_argument("--administrator", action="store_true", help="may keep people and settings")
    below = commands.add_parser("import", help="bring in files").add_subparsers(
        required=True, metavar="WHAT"
    )
    employers = _command(
        below,
        "employers",
        "employers from a workbook or CSV file (meetings are made of its rows on the page)",
        _import_employers,
    )
    employers.add_argument("file", type=Path)
    employers.add_argument(
        "--accept", action="store_true", help="write; without it nothing is written"
    )
    employers.add_argument("--json", action="store_true", help="one JSON object for each row")
    score = _command(commands, "score", "add up the points of a score file", _score)
    score.add_argument("file", type=Path)
    score.add_argument("--json", action="store_true", help="print JSON")
    fidelity = _command(commands, "fidelity", "what the records say of the 25 items", _fidelity)
    fidelity.add_argument("--team", required=True, help="name or short name of the team")
    fidelity.add_argument("--on", type=_day, help="day, YYYY-MM-DD (today when left out)")
    fidelity.add_argument("--json", action="store_true", help="print JSON")
    export = _command(commands, "export", "a whole team as one file", _export)
    export.add_argument("--team", required=True, help="name or short name of the team")
    export.add_argument("--names", action="store_true", help="with names of people and clients")
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    export.add_argument("file", type=Path, help="where to; - for standard output")
    _command(commands, "verify", "check the database, places and installation", _verify)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    run: Callable[[Config, argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def _demo(settings: Config, chosen: argparse.Namespace) -> int:
    from coaching.demo import making

    try:
        database = making.make(settings, say=_say_now, anew=chosen.anew)
    except making.NotADemo as refused:
        raise CommandRefused(str(refused)) from None
    if chosen.data_only:
        database.close()
        return 0
    return _listen(settings, database, settings.host, chosen.port or settings.port)


def _say_now(words: str) -> None:
    print(words, flush=True)


def _serve(settings: Config, chosen: argparse.Namespace) -> int:
    with closing(open_database(settings)) as database:
        return _listen(
            settings, database, chosen.host or settings.host, chosen.port or settings.port
        )


def _listen(settings: Config, database: Database, host: str, port: int) -> int:
    from waitress import create_server

    from coaching.app import create_app

    app = create_app(
        settings,
        database,
        secure=_is_secure(settings, host),
    )
    if not 0 < port < 65536:
        raise CommandRefused(f"{port} is no port. Choose one from 1 to 65535.")
    try:
        server = create_server(app, host=host, port=port, threads=settings.threads, ident=None)
    except ValueError:
        raise CommandRefused(f"{host} is no address of this machine. Check --host.") from None
    except OSError as busy:
        raise CommandRefused(
            f"Cannot listen on {host}:{port}: {busy.strerror}. Choose another --port."
        ) from None
    print(f"Rinnalla is at http://{host}:{port}  (stop with Ctrl+C)", flush=True)
    server.run()
    return 0


def _is_secure(settings: Config, host: str) -> bool:
    """Whether browsers come over https: everywhere but on plain-http loopback (model.md)."""
    return bool(settings.trusted_proxies) or host not in ("127.0.0.1", "::1", "localhost")


def _db_upgrade(settings: Config, _chosen: argparse.Namespace) -> int:
    with closing(prepare_database(settings)) as database:
        print(f"The database is at schema {migrating.current(database)}.")
    return 0


def _user_add(settings: Config, chosen: argparse.Namespace) -> int:
    import forms.account  # its words come before those of the next
    import forms.administration  # noqa: F401 - registers the sentence of a taken user name
    from coaching.accounts import people
    from forms import refusals

    with closing(prepare_database(settings)) as database:
        name = _told(chosen.name, "Name", 120)
        user_name = _told(chosen.user_name, "User name", 80)
        password = _password(chosen.password_stdin)
        with database.write() as session:
            administrator = chosen.administrator or people.is_empty(session)
            try:
                user = people.add_with_password(
                    session, name, user_name, password, administrator=administrator
                )
            except Refusal as refusal:
                raise CommandRefused(_in_words(refusals.words, refusal, settings)) from None
            print(f"Added {user.user_name}{', administrator' if administrator else ''}.")
    return 0


def _told(given: str | None, what: str, limit: int) -> str:
    """Return what was given as an option, or ask for it."""
    value = (given if given is not None else input(f"{what}: ")).strip()
    if not value or len(value) > limit:
        raise CommandRefused(f"{what}: type 1 to {limit} characters. Nobody was added.")
    return value


def _in_words(words: Callable[[Refusal], str], refusal: Refusal, settings: Config) -> str:
    """Say a refusal in the installation's language, outside any request."""
    from flask import Flask
    from flask_babel import Babel

    import forms.account
    import forms.administration_words  # noqa: F401 - these register the sentences
    from coaching.paths import data_folder

    app = Flask("rinnalla")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(data_folder("translations"))
    Babel(app, locale_selector=lambda: settings.language)
    with app.test_request_context():
        return words(refusal)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Password again: ") != password:
        raise CommandRefused("The passwords differ. Nobody was added.")
    return password


def _import_employers(settings: Config, chosen: argparse.Namespace) -> int:
    from coaching.employers import importing_cli

    with closing(open_database(settings)) as database:
        return importing_cli.run(
            database,
            chosen.file,
            chosen.accept,
            chosen.json,
            sys.stdout,
            language=settings.language,
            megabytes=settings.upload_megabytes,
        )


def _score(_settings: Config, chosen: argparse.Namespace) -> int:
    from fidelity import scorefile

    try:
        result = scorefile.score(chosen.file.read_bytes())
    except OSError as unreadable:
        raise CommandRefused(f"{chosen.file}: {unreadable.strerror}") from None
    except scorefile.ScoreFileRefused as refused:
        raise CommandRefused(f"{chosen.file}: {refused}") from None
    if chosen.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name}: {value}")
    return 0


def _fidelity(settings: Config, chosen: argparse.Namespace) -> int:
    from coaching.reviews import card_cli, named

    with closing(open_database(settings)) as database:
        try:
            card_cli.run(database, chosen.team, chosen.on, chosen.json, sys.stdout)
        except named.NoSuchTeam:
            raise _no_team(chosen.team) from None
    return 0


def _export(settings: Config, chosen: argparse.Namespace) -> int:
    from coaching.reviews import export_cli, named

    with closing(open_database(settings)) as database:
        try:
            if str(chosen.file) == export_cli.STANDARD_OUTPUT:
                out = sys.stdout.buffer
                export_cli.to_output(database, chosen.team, out, names=chosen.names)
            else:
                export_cli.to_file(
                    database,
                    chosen.team,
                    chosen.file,
                    sys.stdout,
                    names=chosen.names,
                    force=chosen.force,
                )
        except named.NoSuchTeam:
            raise _no_team(chosen.team) from None
        except export_cli.CannotExport as refused:
            raise CommandRefused(str(refused)) from None
    return 0


def _no_team(name: str) -> CommandRefused:
    return CommandRefused(f"No team is called {name!r}. The administration page shows their names.")


def _day(told: str) -> date:
    """Return a day of the calendar as it is written on the command line."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{told!r} is no day; write YYYY-MM-DD") from None


def _verify(settings: Config, _chosen: argparse.Namespace) -> int:
    from coaching import verifying

    with closing(open_database(settings)) as database:
        findings = verifying.verify(database)
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'WRONG'} {finding.what}: {finding.words}")
    return 0 if all(finding.fine for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
