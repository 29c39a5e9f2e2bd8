"""PostgreSQL's own programs copy its data out and in."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from mutualise.web.backups.archive import CannotBackUp, CannotRestore, Findings
from mutualise.web.backups.checking import applied_migrations, asking_site, look_over

# The data that a restore replaced is kept under a name that begins so, until someone drops it.
REPLACED: Final = "replaced_"


def dump(target: Path) -> tuple[Findings, tuple[str, ...]]:
    """Write the data of one moment to a file, and look over that same moment."""
    program = _program("pg_dump", CannotBackUp)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        # The dump reads the moment that this transaction sees, however much is written meanwhile.
        command = [
            program, "--format=custom", "--no-owner", "--no-privileges",
            f"--snapshot={moment}", f"--exclude-schema={REPLACED}*", f"--file={target}",
        ]  # fmt: skip
        _run(command, CannotBackUp)
        ask = asking_site()
        return look_over(ask, "postgresql"), applied_migrations(ask)


def restore(source: Path) -> None:
    """Fill the empty database from the file, wholly or not at all."""
    program = _program("pg_restore", CannotRestore)
    contents = _run([program, "--list", str(source)], CannotRestore)
    # The schema itself is there already, and belongs to whom it belongs to here.
    wanted = [line for line in contents.splitlines() if " SCHEMA - public " not in line]
    chosen = source.with_suffix(".list")
    chosen.write_text("\n".join(wanted), encoding="utf-8")
    command = [
        program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
        f"--use-list={chosen}", f"--dbname={connection.settings_dict['NAME']}", str(source),
    ]  # fmt: skip
    connection.close()
    _run(command, CannotRestore)


@contextlib.contextmanager
def room_for_new_data(stamp: str, *, replace: bool) -> Iterator[str | None]:
    """Make room, and put back what was there if what follows fails; the name of what it is now."""
    _refuse_while_in_use()
    kept = None
    if _tables():
        if not replace:
            raise CannotRestore(
                "The database has data in it. To put the backup in its place, add: --replace"
            )
        kept = f"{REPLACED}{stamp}"
    with transaction.atomic(), connection.cursor() as cursor:
        if kept:
            cursor.execute(f'ALTER SCHEMA public RENAME TO "{kept}"')
            cursor.execute("CREATE SCHEMA public")
    try:
        yield kept
    except BaseException:
        connection.close()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            if kept:
                cursor.execute(f'ALTER SCHEMA "{kept}" RENAME TO public')
            else:
                cursor.execute("CREATE SCHEMA public")
        raise


def _refuse_while_in_use() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone() != (0,):
            raise CannotRestore(
                "The database is in use. Stop the site first, and `mutualise work` if you run it."
            )


def _tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return int(cursor.fetchone()[0])


def _program(name: str, refusal: type[Exception]) -> str:
    found = shutil.which(name)
    if found:
        return found
    beside_server = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if beside_server:
        return str(beside_server[-1])
    raise refusal(
        f"{name} is not on this computer. It comes with PostgreSQL's programs for clients; on "
        "Debian and Ubuntu: apt install postgresql-client"
    )


def _run(command: list[str], refusal: type[Exception]) -> str:
    chosen = connection.settings_dict
    # A password in the arguments could be read by everyone on the computer.
    environment = {
        name: str(value)
        for name, value in {
            "PGHOST": chosen["HOST"],
            "PGPORT": chosen["PORT"],
            "PGUSER": chosen["USER"],
            "PGPASSWORD": chosen["PASSWORD"],
            "PGDATABASE": chosen["NAME"],
            **{f"PG{key.upper()}": value for key, value in chosen["OPTIONS"].items()},
        }.items()
        if value
    }
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise refusal(f"{Path(command[0]).name} could not do its part: {said[0]}")
    return done.stdout
