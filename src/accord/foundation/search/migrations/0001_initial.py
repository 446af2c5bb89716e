"""The tables of the index, written by hand: keys and nothing else, ordered by them.

On SQLite they are kept in the order of their keys (WITHOUT ROWID); on PostgreSQL their indexes
refuse no double, so that no writer ever waits for another one.
"""

from django.db import migrations, models

from accord.foundation.journal.columns import OrderedField

SQLITE = [
    "CREATE TABLE search_shelf (id integer NOT NULL PRIMARY KEY)",
    "CREATE TABLE search_card (id integer NOT NULL PRIMARY KEY, shelf_id integer NOT NULL,"
    " ref text NOT NULL, title text NOT NULL, subtitle text NOT NULL, look text NOT NULL,"
    " words text NOT NULL, within_id integer NOT NULL)",
    "CREATE TABLE search_posting (shelf_id integer NOT NULL, token text NOT NULL,"
    " card_id integer NOT NULL, PRIMARY KEY (shelf_id, token, card_id)) WITHOUT ROWID",
    "CREATE TABLE search_part (part text NOT NULL, token text NOT NULL,"
    " PRIMARY KEY (part, token)) WITHOUT ROWID",
    "CREATE TABLE search_fresh (part text NOT NULL, token text NOT NULL,"
    " PRIMARY KEY (part, token)) WITHOUT ROWID",
    "CREATE TABLE search_reader (person_id integer NOT NULL, card_id integer NOT NULL,"
    " PRIMARY KEY (person_id, card_id)) WITHOUT ROWID",
    "CREATE TABLE search_passage (id integer NOT NULL PRIMARY KEY, card_id integer NOT NULL,"
    " shelf_id integer NOT NULL, within_id integer NOT NULL)",
    "CREATE VIRTUAL TABLE search_text USING fts5(words, content='', contentless_delete=1,"
    " detail=none, prefix='2 3 4 5 6 7',"
    " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* S* Co'\")",
]
POSTGRESQL = [
    "CREATE TABLE search_shelf (id integer PRIMARY KEY)",
    "CREATE TABLE search_card (id bigint PRIMARY KEY, shelf_id integer NOT NULL,"
    ' within_id bigint NOT NULL, ref varchar(20) COLLATE "C" NOT NULL,'
    " title varchar(300) NOT NULL, subtitle varchar(300) NOT NULL, look varchar(20) NOT NULL,"
    ' words text COLLATE "C" NOT NULL)',
    "CREATE TABLE search_posting (card_id bigint NOT NULL, shelf_id integer NOT NULL,"
    ' token varchar(64) COLLATE "C" NOT NULL)',
    "CREATE INDEX search_posting_key ON search_posting (shelf_id, token, card_id)",
    'CREATE TABLE search_part (part varchar(64) COLLATE "C" NOT NULL,'
    ' token varchar(64) COLLATE "C" NOT NULL)',
    "CREATE INDEX search_part_key ON search_part (part, token)",
    'CREATE TABLE search_fresh (part varchar(64) COLLATE "C" NOT NULL,'
    ' token varchar(64) COLLATE "C" NOT NULL)',
    "CREATE INDEX search_fresh_key ON search_fresh (part, token)",
    "CREATE TABLE search_reader (person_id bigint NOT NULL, card_id bigint NOT NULL)",
    "CREATE INDEX search_reader_key ON search_reader (person_id, card_id)",
    "CREATE TABLE search_passage (id bigint PRIMARY KEY, card_id bigint NOT NULL,"
    " within_id bigint NOT NULL, shelf_id integer NOT NULL, words tsvector)",
    "CREATE INDEX search_passage_words ON search_passage USING gin (words)",
]
INDEXES = [
    "CREATE INDEX search_card_by_ref ON search_card (ref)",
    "CREATE INDEX search_reader_of_card ON search_reader (card_id)",
    "CREATE INDEX search_passage_of_card ON search_passage (card_id)",
]
TABLES = ("shelf", "card", "posting", "part", "fresh", "reader", "passage", "text")


def lay_out(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in [*statements, *INDEXES]:
        schema_editor.execute(statement)


def clear_away(apps, schema_editor):
    for name in TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS search_{name}")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(lay_out, clear_away)],
            state_operations=[
                migrations.CreateModel(
                    name="Shelf",
                    fields=[("id", models.IntegerField(primary_key=True, serialize=False))],
                ),
                migrations.CreateModel(
                    name="Card",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("shelf_id", models.IntegerField()),
                        ("ref", OrderedField(max_length=20)),
                        ("title", models.CharField(max_length=300)),
                        ("subtitle", models.CharField(max_length=300)),
                        ("look", models.CharField(max_length=20)),
                        ("words", OrderedField(max_length=8000)),
                        ("within_id", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ref"], name="search_card_by_ref")],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "shelf_id",
                                "token",
                                "card_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("shelf_id", models.IntegerField()),
                        ("token", OrderedField(max_length=64)),
                        ("card_id", models.BigIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "part",
                                "token",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("part", OrderedField(max_length=64)),
                        ("token", OrderedField(max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="Fresh",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "part",
                                "token",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("part", OrderedField(max_length=64)),
                        ("token", OrderedField(max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="Reader",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "person_id",
                                "card_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("person_id", models.BigIntegerField()),
                        ("card_id", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["card_id"], name="search_reader_of_card")],
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("card_id", models.BigIntegerField()),
                        ("shelf_id", models.IntegerField()),
                        ("within_id", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["card_id"], name="search_passage_of_card")
                        ],
                    },
                ),
            ],
        ),
    ]
