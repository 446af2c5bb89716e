from typing import Any

from django.db import migrations
from django.utils import timezone

NEW = [
    "initiative", "strategy", "key-message", "trade-off", "key-plan", "policy", "feedback",
]  # fmt: skip


def look_again(apps: Any, _editor: Any) -> None:
    """Have the worker learn the words of plans that were kept before search knew of them."""
    if not apps.get_model("search", "Card").objects.exists():
        return
    now = timezone.now()
    apps.get_model("jobs", "Job").objects.create(
        name="search.reindex", args={"kinds": NEW}, is_long=True, enqueued_at=now, run_at=now,
        unique_key="search.reindex:plans",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_fresh_postings"),
        ("jobs", "0001_initial"),
    ]

    operations = [migrations.RunPython(look_again, migrations.RunPython.noop)]
