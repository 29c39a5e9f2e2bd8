"""Rows of a database as text, to be put into one as it was when they were kept.

To keep what a release holds, fill a site and run, with MUTUALISE_DATA set:

    python -m tests.reliability.kept_rows tests/reliability/databases/NAME.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

# Django fills these by itself at each migration; sessions are sealed with a key of their own.
_NOT_KEPT: Final = frozenset({"contenttypes", "auth", "sessions", "django_tasks_database"})


def keep() -> dict[str, Any]:
    """Every row of the site's database, and the migrations that it has had."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )
    rows: dict[str, list[dict[str, str | None]]] = {}
    for model in apps.get_models():
        if model._meta.app_label in _NOT_KEPT or not model._meta.managed:
            continue
        fields = model._meta.concrete_fields
        found = [
            {
                f.attname: None if getattr(row, f.attname) is None else f.value_to_string(row)
                for f in fields
            }
            for row in model._base_manager.order_by("pk")
        ]
        if found:
            rows[model._meta.label_lower] = found
    return {"migrations": applied, "rows": rows}


def put_back(kept: dict[str, Any]) -> None:
    """Bring an empty database to the state of the kept rows, and fill it with them."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    had = {tuple(name.split(".", 1)) for name in kept["migrations"]}
    nodes = executor.loader.graph.node_map
    # The last ones of each app; asking for one that another already led to would undo it.
    last = [
        node
        for node in sorted(had)
        if not any(child.key in had and child.key[0] == node[0] for child in nodes[node].children)
    ]
    state = executor.migrate(last)
    models = [state.apps.get_model(label) for label in kept["rows"]]
    with transaction.atomic():
        for model, rows in zip(models, kept["rows"].values(), strict=True):
            fields = {field.attname: field for field in model._meta.concrete_fields}
            for row in rows:
                values = {
                    name: None if text is None else fields[name].to_python(text)
                    for name, text in row.items()
                }
                model._base_manager.bulk_create([model(**values)])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


if __name__ == "__main__":
    import django

    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(keep(), indent=1) + "\n", encoding="utf-8")
