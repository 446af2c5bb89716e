from typing import Any

from django.db import migrations
from django.utils import timezone

NEW = ["mail", "letter", "note", "meeting"]


def look_again(apps: Any, _editor: Any) -> None:
    """Have the worker learn the words of what was kept before search knew of it."""
    if not apps.get_model("search", "Card").objects.exists():
        return
    now = timezone.now()
    apps.get_model("jobs", "Job").objects.create(
        name="search.reindex", args={"kinds": NEW}, is_long=True, enqueued_at=now, run_at=now,
        unique_key="search.reindex:texts",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [migrations.RunPython(look_again, migrations.RunPython.noop)]
