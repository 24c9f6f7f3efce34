"""The people of the teams' tests."""

from tests.teams.conftest import band, member, owner

__all__ = ["band", "member", "owner"]
