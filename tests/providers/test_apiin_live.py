"""One question to the real API in One. It costs nothing: it asks for a task that isn't there."""

import asyncio
import os

import pytest

from generator.errors import ProviderError
from generator.providers.apiin import ApiIn
from generator.providers.base import Update
from generator.providers.reading import TaskNotFound

KEY = os.environ.get("APIIN_API_KEY", "")
BASE = os.environ.get("APIIN_BASE_URL", "https://apiin.one/api/v1")


@pytest.mark.skipif(not KEY, reason="needs APIIN_API_KEY, a key of API in One, in the environment")
def test_it_is_told_by_the_real_gateway_that_a_task_is_not_there() -> None:
    apiin = ApiIn(api_key=KEY, base_url=BASE)

    async def ask() -> Update:
        async with apiin.async_client() as client:
            return await apiin.fetch(client, "n74_no_such_task_minimax")

    with pytest.raises(ProviderError) as caught:
        asyncio.run(ask())
    assert isinstance(caught.value, TaskNotFound)
