"""What goes in and what comes out. Field names are API in One's where it has any.

https://apiin.one/model/minimax-music and https://apiin.one/docs/suno/generate; bodies of results
as on https://apiin.one/docs/suno/feed.
"""

import re
from datetime import datetime
from typing import Annotated, Generic, Literal, Self, TypeVar

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictStr, model_validator

from generator.tasks.schemas import Seconds, StateWord, Status, Task

Data = TypeVar("Data")
Bitrate = Literal[32000, 60000, 64000, 128000, 256000]
SampleRate = Literal[16000, 24000, 32000, 44100]
CURSOR = r"^song_[1-9][0-9]{0,17}$"
Text = Annotated[StrictStr, Field(max_length=100_000)]


class MusicIn(Schema):
    """A song to make. Fields that are not listed are refused by name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "model": "studio",
                "prompt": "An energetic electronic dance track with pulsing synths",
                "lyrics": "Feel the beat, move your feet, let the music take you higher",
                "bitrate": 256000,
                "sample_rate": 44100,
            }
        },
    )

    model: Text = Field(description="The id of a model: see GET /models.")
    prompt: Text = Field("", description="What it should sound like. With `style`: the lyrics.")
    lyrics: Text = Field("", description="What is sung.")
    title: Text = ""
    bitrate: Bitrate | None = Field(None, description="Bits per second; the model's default.")
    sample_rate: SampleRate | None = Field(None, description="Hertz; the model's default.")
    gpt_description_prompt: Text = Field("", description="Suno's word for a prompt alone.")
    style: Text = Field("", description="Suno's word for the prompt beside lyrics.")
    make_instrumental: StrictBool = Field(
        False, description="Only false is on offer.", json_schema_extra={"const": False}
    )
    callback_url: Text = Field(
        "", description="Told once the task has ended, as webhooks are: see `song.ready`."
    )

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if self.gpt_description_prompt and (self.prompt or self.style or self.lyrics):
            raise ValueError("gpt_description_prompt stands alone: leave the other words out.")
        if self.style and self.lyrics:
            raise ValueError("With style, the lyrics are the prompt: leave lyrics out.")
        if self.make_instrumental:
            raise ValueError("make_instrumental: no model here promises a song without a voice.")
        return self

    def brief(self) -> dict[str, object]:
        """The song's form, in this site's own words."""
        prompt, lyrics = self.gpt_description_prompt or self.prompt, self.lyrics
        if self.style:
            prompt, lyrics = self.style, self.prompt
        return {
            "model": self.model, "prompt": prompt, "lyrics": lyrics, "title": self.title,
            "bitrate": "" if self.bitrate is None else self.bitrate,
            "sample_rate": "" if self.sample_rate is None else self.sample_rate,
        }  # fmt: skip


class Envelope(Schema, Generic[Data]):
    code: Literal[200] = 200
    message: Literal["success"] = "success"
    data: Data


class Submitted(Schema):
    task_id: str
    status: Status


class Tasks(Schema):
    tasks: list[Task]
    next_cursor: str | None = Field(description="For `cursor`; null on the last page.")


class TasksQuery(Schema):
    state: Literal[StateWord, "pending"] | None = None
    model: str | None = Field(None, max_length=50)
    cursor: str | None = Field(None, pattern=CURSOR, description="From `next_cursor`.")
    limit: int = Field(20, ge=1, le=100)


class LastSongs(Schema):
    """How a model's last songs ended, 50 at most; those that people cancelled aside."""

    ended: int
    ready: int


class Model(Schema):
    id: str
    name: str
    description: str
    endpoint: str
    provider: str = Field(description="Who makes it sing: `studio` is this very server.")
    connected: bool
    credits: int = Field(description="For one song.")
    takes: int
    usual_seconds: Seconds | None
    last_songs: LastSongs | None
    prompt_max: int
    lyrics_max: int
    title_max: int
    bitrates: list[int]
    sample_rates: list[int]
    default_bitrate: int
    default_sample_rate: int
    callback_url: bool = Field(default=True, description="Whether `callback_url` is called.")


class Credits(Schema):
    credits: int = Field(description="Available to the key's team.")
    held: int = Field(description="Set aside for songs in the works.")


def _written(value: object) -> object:
    """Pydantic would take 0.5 for half a second after the beginning of 1970."""
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("Write a moment as in 2026-11-24T09:00:00Z.")
    return value


Moment = Annotated[datetime, BeforeValidator(_written)]


class UsageQuery(Schema):
    since: Moment | None = Field(None, alias="from", description="With this moment.")
    until: Moment | None = Field(None, alias="to", description="Without this moment.")
    model: str = Field("", max_length=50)
    key: str = Field("", pattern=r"^(web|[1-9][0-9]{0,17})?$", description="A key's id, or “web”.")
    member: str = Field("", max_length=254, description="An email address.")
    state: StateWord | Literal[""] = ""
    cursor: str | None = Field(None, pattern=r"^[1-9][0-9]{0,17}$")
    limit: int = Field(100, ge=1, le=1000)
    format: Literal["json", "csv"] = Field("json", description="CSV has no pages: it is all.")


class UsedCall(Schema):
    """One song that was asked for. Amounts in credits."""

    time: datetime
    task_id: str | None
    model: str
    key_id: int | None = Field(description="null: asked for on the web page.")
    key_name: str
    member: str
    state: str = Field(description="As a task's, or “deleted”.")
    credits: int = Field(description="held + captured + released.")
    held: int
    captured: int
    released: int
    seconds: float | None = Field(description="Until it ended.")
    error: str = Field(description="Why it failed, as a task's `error.type`; or empty.")


class UsageTotal(Schema):
    calls: int
    credits: int
    held: int
    captured: int
    released: int


class Usage(Schema):
    total: UsageTotal | None = Field(
        description="Of all calls that were asked about; null after the first page."
    )
    calls: list[UsedCall]
    next_cursor: str | None = Field(description="For `cursor`; null on the last page.")


class ErrorBody(Schema):
    code: int
    type: str
    message: str
    docs: str
    request_id: str
    fields: dict[str, str] | None = None


class Error(Schema):
    error: ErrorBody
