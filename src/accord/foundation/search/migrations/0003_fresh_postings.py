"""Words of many new cards wait in a small table, made as the big one is."""

from django.db import migrations, models

from accord.foundation.journal.columns import OrderedField

SQLITE = [
    "CREATE TABLE search_freshposting (shelf_id integer NOT NULL, token text NOT NULL,"
    " card_id integer NOT NULL, PRIMARY KEY (shelf_id, token, card_id)) WITHOUT ROWID",
]
POSTGRESQL = [
    "CREATE TABLE search_freshposting (card_id bigint NOT NULL, shelf_id integer NOT NULL,"
    ' token varchar(64) COLLATE "C" NOT NULL)',
    "CREATE INDEX search_freshposting_key ON search_freshposting (shelf_id, token, card_id)",
]


def lay_out(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def clear_away(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS search_freshposting")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_words_of_mail_and_minutes"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(lay_out, clear_away)],
            state_operations=[
                migrations.CreateModel(
                    name="FreshPosting",
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
                    options={"abstract": False},
                ),
            ],
        ),
    ]
