"""The database itself refuses to change the record, and to let it go on anywhere but at its end."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = (
    """
    CREATE TRIGGER tenancy_event_never_changes BEFORE UPDATE ON tenancy_event
    BEGIN SELECT RAISE(ABORT, 'The record is append-only: an event cannot be changed.'); END
    """,
    """
    CREATE TRIGGER tenancy_event_never_goes BEFORE DELETE ON tenancy_event
    BEGIN SELECT RAISE(ABORT, 'The record is append-only: an event cannot be deleted.'); END
    """,
    """
    CREATE TRIGGER tenancy_event_continues BEFORE INSERT ON tenancy_event
    WHEN NEW.number <> COALESCE(
        (SELECT MAX(number) FROM tenancy_event WHERE chain = NEW.chain), 0) + 1
      OR NEW.previous <> COALESCE(
        (SELECT digest FROM tenancy_event WHERE chain = NEW.chain ORDER BY number DESC LIMIT 1),
        '0000000000000000000000000000000000000000000000000000000000000000')
    BEGIN SELECT RAISE(ABORT, 'The record is append-only: an event must continue its chain.'); END
    """,
)

_POSTGRESQL = (
    """
    CREATE FUNCTION tenancy_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'The record is append-only: an event cannot be changed or deleted.';
    END $$
    """,
    """
    CREATE FUNCTION tenancy_event_continue() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      last_number bigint;
      last_digest text;
    BEGIN
      SELECT number, digest INTO last_number, last_digest FROM tenancy_event
        WHERE chain = NEW.chain ORDER BY number DESC LIMIT 1;
      IF NEW.number <> COALESCE(last_number, 0) + 1
         OR NEW.previous <> COALESCE(last_digest, repeat('0', 64)) THEN
        RAISE EXCEPTION 'The record is append-only: an event must continue its chain.';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER tenancy_event_never_changes BEFORE UPDATE OR DELETE ON tenancy_event
    FOR EACH ROW EXECUTE FUNCTION tenancy_event_refuse()
    """,
    """
    CREATE TRIGGER tenancy_event_never_emptied BEFORE TRUNCATE ON tenancy_event
    FOR EACH STATEMENT EXECUTE FUNCTION tenancy_event_refuse()
    """,
    """
    CREATE TRIGGER tenancy_event_continues BEFORE INSERT ON tenancy_event
    FOR EACH ROW EXECUTE FUNCTION tenancy_event_continue()
    """,
)


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set up the triggers of the database at hand."""
    statements = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[editor.connection.vendor]
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Guards the table of events."""

    dependencies = [("tenancy", "0001_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
