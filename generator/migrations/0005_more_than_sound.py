"""Words, facts and further files of a take; the studio's description says that it sings."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WAS = "Composes and plays on this server; words shape the song, nobody sings."
IS = "Composes, plays and sings on this server: a procedural engine with a synthetic voice."


def tell_that_it_sings(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A description that an admin has rewritten stays as it is."""
    models = apps.get_model("generator", "MusicModel").objects
    models.filter(slug="studio", description=WAS).update(description=IS)


class Migration(migrations.Migration):
    dependencies = [
        ("generator", "0004_sharing_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="take",
            name="facts",
            field=models.JSONField(
                default=dict, help_text="genre, tempo, key, metre, language, voice"
            ),
        ),
        migrations.AddField(
            model_name="take",
            name="notice",
            field=models.CharField(blank=True, help_text="what was not sung", max_length=500),
        ),
        migrations.AddField(
            model_name="take",
            name="words",
            field=models.JSONField(
                default=list, help_text="sung: [text, start, end, line], in seconds"
            ),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voice", "Voice"),
                            ("drums", "Drums"),
                            ("bass", "Bass"),
                            ("music", "Other instruments"),
                            ("midi", "MIDI"),
                            ("chords", "Chord sheet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("file", models.FileField(max_length=200, upload_to="")),
                ("content_type", models.CharField(max_length=40)),
                ("size", models.PositiveBigIntegerField(help_text="bytes")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "take",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="generator.take",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("take", "kind"), name="one_part_a_kind")
                ],
            },
        ),
        migrations.RunPython(tell_that_it_sings, migrations.RunPython.noop),
    ]
