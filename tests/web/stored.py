"""Everything that the database holds, to find out what is written and where."""

from __future__ import annotations

from collections import Counter

from django.db import connection

Row = tuple[str, ...]


def everything_stored() -> Counter[tuple[str, Row]]:
    """Each row of each table, as texts."""
    found: Counter[tuple[str, Row]] = Counter()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            found.update((table, tuple(map(str, row))) for row in cursor.fetchall())
    return found


def tables_that_hold(*words: str) -> set[str]:
    """The tables in which any of these texts stands, in whatever case."""
    wanted = [word.lower() for word in words]
    return {
        table
        for table, row in everything_stored()
        if any(word in cell.lower() for word in wanted for cell in row)
    }
