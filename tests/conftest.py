"""The people, the team and the queue every test may use."""

pytest_plugins = ["tests.people", "tests.worker", "tests.gateway.fixtures"]
