"""Keys for programs, and what was asked under an Idempotency-Key."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("generator", "0005_more_than_sound"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdempotentCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="the Idempotency-Key", max_length=255)),
                ("body_sha256", models.CharField(max_length=64)),
                (
                    "token",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="the press of the button it stands for"
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="JSON, as it was sent")),
                ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=11)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("previous_prefix", models.CharField(blank=True, max_length=11)),
                ("previous_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("previous_until", models.DateTimeField(blank=True, null=True)),
                ("scopes", models.JSONField(default=list)),
                ("model_slugs", models.JSONField(blank=True, default=list)),
                (
                    "networks",
                    models.JSONField(blank=True, default=list, help_text="as in 203.0.113.0/24"),
                ),
                (
                    "daily_cap",
                    models.PositiveIntegerField(blank=True, help_text="credits", null=True),
                ),
                (
                    "monthly_cap",
                    models.PositiveIntegerField(blank=True, help_text="credits", null=True),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(help_text="to the minute", null=True)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_keys",
                        to="generator.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="transfer",
            name="api_key",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="generator.apikey",
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("api_key__isnull", False)),
                fields=["api_key", "created_at"],
                name="holds_of_key",
            ),
        ),
        migrations.AddField(
            model_name="idempotentcall",
            name="api_key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calls",
                to="generator.apikey",
            ),
        ),
        migrations.AddIndex(
            model_name="apikey",
            index=models.Index(
                condition=models.Q(("previous_digest", ""), _negated=True),
                fields=["previous_digest"],
                name="key_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="idempotentcall",
            constraint=models.UniqueConstraint(fields=("api_key", "name"), name="one_call_a_name"),
        ),
    ]
