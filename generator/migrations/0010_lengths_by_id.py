from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("generator", "0009_api_calls"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="song",
            name="song_library",
        ),
        migrations.AddIndex(
            model_name="song",
            index=models.Index(
                condition=models.Q(("trashed_at__isnull", True)),
                fields=["team", "id", "seconds", "trashed_at"],
                name="song_library",
            ),
        ),
    ]
