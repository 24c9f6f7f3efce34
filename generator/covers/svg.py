"""A cover as SVG markup, for pages."""

from generator.covers.families import picture
from generator.covers.shapes import SIZE

VIEW_BOX = f"0 0 {SIZE} {SIZE}"


def svg(number: int) -> str:
    """What stands inside an <svg> whose viewBox is `VIEW_BOX`."""
    return "".join(shape.svg for shape in picture(number))


# A song that has not begun: a record with nothing in its grooves yet.
BLANK = (
    '<g class="blank"><path d="M.5.5h119v119H.5z"/><circle cx="60" cy="60" r="46"/>'
    '<circle cx="60" cy="60" r="33"/><circle cx="60" cy="60" r="20"/>'
    '<circle class="fill" cx="60" cy="60" r="3"/></g>'
)
