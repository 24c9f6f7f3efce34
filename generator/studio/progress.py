"""How far a song is: per cent that follow the time really spent."""

from collections.abc import Callable

Report = Callable[[str, int], None]
"""(what is being done, per cent of the whole done); called in order, never going back."""


def quiet(stage: str, percent: int) -> None:
    """Report to nobody."""


class Progress:
    """The steps of a song, each begun with its share of `whole`, the cost of all of them."""

    def __init__(self, report: Report, whole: float, spent: float = 0.0) -> None:
        self.report = report
        self.whole = whole
        self.spent = spent

    def begin(self, stage: str, cost: float) -> None:
        """Report the step, and count its cost as spent when the next one begins."""
        self.report(stage, min(99, int(100 * self.spent / self.whole)))
        self.spent += cost
