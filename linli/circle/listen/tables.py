"""What Django's migrations cannot say about tables: the search index without a second copy of itself on SQLite."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WITHOUT_ROWID = (
    "DROP TABLE listen_voiceterm",
    (
        "CREATE TABLE listen_voiceterm (community_id integer NOT NULL, term varchar(32) NOT NULL, "
        "voice_id integer NOT NULL, PRIMARY KEY (community_id, term, voice_id)) WITHOUT ROWID"
    ),
    "DROP TABLE listen_termcount",
    (
        "CREATE TABLE listen_termcount (community_id integer NOT NULL, term varchar(32) NOT NULL, "
        "voices integer NOT NULL, PRIMARY KEY (community_id, term)) WITHOUT ROWID"
    ),
)


def leaner_terms(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep SQLite's index of terms in its primary key alone: half the size, and one write instead of two."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in _WITHOUT_ROWID:
            schema_editor.execute(statement)
