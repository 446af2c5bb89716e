from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stakeholders", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="party",
            name="party_by_name",
        ),
        migrations.RemoveIndex(
            model_name="party",
            name="party_category_by_name",
        ),
        migrations.RemoveIndex(
            model_name="party",
            name="party_owner_by_name",
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                fields=["sort_key", "id", "category", "owner"], name="party_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("category__isnull", False)),
                fields=["category", "sort_key", "id"],
                name="party_category_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("category__isnull", True)),
                fields=["category"],
                name="party_without_category",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("owner__isnull", False)),
                fields=["owner", "sort_key", "id"],
                name="party_owner_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("owner__isnull", True)),
                fields=["owner"],
                name="party_without_owner",
            ),
        ),
    ]
