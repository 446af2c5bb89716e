from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_mail_of_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="outmail",
            name="party_id",
            field=models.BigIntegerField(help_text="Who of outside it is for, if known", null=True),
        ),
    ]
