"""Indexes go into the making of their tables, but for tables that get their fields later."""

from types import SimpleNamespace

from django.db import migrations, models

from tools import migrations as tool


def test_what_names_a_field_that_comes_later_stays_behind_it(monkeypatch, tmp_path):
    class Migration(migrations.Migration):
        operations = [
            migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True))])
            for name in ("Space", "Member")
        ]
        operations += [
            migrations.AddField("Member", "space", models.BigIntegerField()),
            migrations.AddIndex("Space", models.Index(fields=["id"], name="space_by_id")),
            migrations.AddIndex("Member", models.Index(fields=["space"], name="member_of_space")),
        ]

    file = tmp_path / "0001_initial.py"
    given = SimpleNamespace(Migration=Migration, __file__=str(file))
    monkeypatch.setattr(tool, "import_module", lambda _name: given)
    tool.fold("needs")
    written = file.read_text("utf-8")
    made, added = written.split("AddField")
    assert ("space_by_id" in made, "member_of_space" in made) == (True, False)
    assert ("member_of_space" in added, "space_by_id" in added) == (True, False)
