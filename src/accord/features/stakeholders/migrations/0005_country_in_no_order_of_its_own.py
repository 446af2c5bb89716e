from django.db import migrations, models

from accord.foundation.journal.columns import NarrowIndex


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0004_narrow_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="party", name="party_country_by_name"),
        migrations.RemoveIndex(model_name="party", name="party_by_name"),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                fields=["sort_key", "id", "category", "owner", "kind", "tier", "country"],
                name="party_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="party", index=NarrowIndex(fields=["country"], name="party_of_country")
        ),
    ]
