"""The models a new site starts with. Rows that exist are left as admins made them."""

from django.db import transaction

from generator.catalog.models import MusicModel, Price

START: tuple[tuple[int, dict[str, object]], ...] = (
    (
        30,
        {
            "slug": "minimax-music",
            "name": "MiniMax Music",
            "provider": "apiin",
            "upstream_model": "minimax-music",
            "description": "Sings your lyrics as written; bitrate and sample rate to choose.",
        },
    ),
    (
        10,
        {
            "slug": "suno",
            "name": "Suno",
            "provider": "apiin",
            "upstream_model": "suno",
            "description": "Two takes of every song; writes its own words if you bring none.",
            "takes": 2,
            "callbacks": True,
        },
    ),
    (
        5,
        {
            "slug": "studio",
            "name": "Studio (built in)",
            "provider": "studio",
            "upstream_model": "studio",
            "description": "Composes, plays and sings on this server: a procedural engine with a "
            "synthetic voice.",
        },
    ),
)


@transaction.atomic
def seed() -> None:
    for position, (credits, fields) in enumerate(START):
        model, made = MusicModel.objects.get_or_create(
            slug=fields["slug"], defaults={**fields, "position": position}
        )
        if made:
            Price.objects.create(model=model, credits=credits)
