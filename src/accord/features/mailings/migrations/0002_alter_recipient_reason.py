from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailings", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recipient",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("excluded", "By choice"),
                    ("inactive", "Set inactive"),
                    ("not-permitted", "May not be contacted"),
                    ("arranged", "Arranged otherwise"),
                    ("no-consent", "No consent for this"),
                    ("opted-out", "Said no to this"),
                    ("no-address", "No address"),
                    ("bounced", "Address does not work"),
                    ("same-address", "Same address as another"),
                    ("holes", "A field would be empty"),
                    ("cancelled", "The mailing was cancelled before"),
                ],
                max_length=13,
            ),
        ),
    ]
