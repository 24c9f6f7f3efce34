"""Whatever JSON comes, it is read as an `Update` or a `ProviderError`."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ProviderError
from generator.providers.base import Phase, Update
from generator.providers.reading import read_submitted, read_task
from generator.providers.refusals import Answer
from tests.providers.variants import urls

KEYS = "code message msg data error type status task_id id response_data output audio_url url audio"
KEYS += " base_resp status_code status_msg error_message duration progress title success detail"
WORDS = [
    "SUCCESS",
    "failed",
    "IN_PROGRESS",
    "text",
    "complete",
    "2",
    "1",
    "aio_x",
    "..",
    "http://[",
]
WORDS += ["https://a.example/x.mp3"]
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(WORDS)
    | st.text(st.characters(codec=None), max_size=20)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS.split()) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)
statuses = st.sampled_from([200, 201, 301, 400, 401, 402, 404, 429, 500, 502, 503])


@given(anything, statuses)
def test_it_reads_any_json_as_an_update_or_a_provider_error(body: Any, status: int) -> None:
    for read in (read_submitted, lambda answer: read_task(answer, "n74_1")):
        try:
            update = read(Answer(status, body))
        except ProviderError:
            continue
        assert isinstance(update, Update)
        assert (update.phase is Phase.FAILED) == (update.cause is not None) == bool(update.message)
        assert all(url.startswith("http") and url.isprintable() for url in urls(update))
        update.upstream_id.encode()
        (update.message + update.word).encode()


@given(anything)
def test_it_never_follows_a_submission_it_has_no_name_for(body: Any) -> None:
    try:
        update = read_submitted(Answer(200, body))
    except ProviderError:
        return
    assert update.upstream_id or update.phase is not Phase.BUSY
