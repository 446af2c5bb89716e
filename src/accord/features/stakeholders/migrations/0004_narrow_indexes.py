from django.db import migrations, models

from accord.foundation.journal.columns import NarrowIndex


class Migration(migrations.Migration):
    dependencies = [
        ("stakeholders", "0003_contactpoint_delays_count_contactpoint_failure"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="party", name="party_kind_by_name"),
        migrations.RemoveIndex(model_name="party", name="party_tier_by_name"),
        migrations.RemoveIndex(model_name="party", name="party_by_name"),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                fields=["sort_key", "id", "category", "owner", "kind", "tier"],
                name="party_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="party", index=NarrowIndex(fields=["kind"], name="party_of_kind")
        ),
        migrations.AddIndex(
            model_name="party", index=NarrowIndex(fields=["tier"], name="party_of_tier")
        ),
    ]
