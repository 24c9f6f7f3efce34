"""The body of a task, as `GET /tasks/{task_id}` and webhooks have it.

Results as on https://apiin.one/docs/suno/feed.
"""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

Status = Literal["IN_PROGRESS", "completed", "failed"]
StateWord = Literal[
    "queued", "submitting", "unknown", "rendering", "copying", "ready", "failed", "cancelled",
    "expired",
]  # fmt: skip


class Clip(Schema):
    id: str
    status: Literal["complete"] = "complete"
    title: str
    audio_url: str = Field(description="Works without a key until `audio_url_expires_at`.")
    audio_url_expires_at: datetime
    duration: float = Field(description="Seconds, measured.")
    bitrate: int = Field(description="Bits per second, measured.")
    sample_rate: int = Field(description="Hertz, measured.")
    content_type: str
    size: int = Field(description="Bytes.")
    model_name: str


class Seconds(Schema):
    low: float
    high: float


class Billing(Schema):
    """Credits. `held` is set aside now; it ends as `captured` or `released`."""

    held: int
    captured: int
    released: int


class Trouble(Schema):
    type: str
    message: str
    advice: str


class Asked(Schema):
    model: str
    prompt: str
    lyrics: str
    title: str
    bitrate: int
    sample_rate: int


class Task(Schema):
    task_id: str
    status: Status
    state: StateWord
    stage: str = Field(description="What is going on, in a sentence.")
    percent: int | None = Field(description="Only where the provider truly reports it.")
    usual_seconds: Seconds | None = Field(description="How long the model's last songs took.")
    title: str
    created_at: datetime
    finished_at: datetime | None
    request_body: Asked
    response_data: list[Clip]
    billing: Billing
    error: Trouble | None
