"""A cover for every song, drawn from its id: the same song always has the same picture.

    shapes                 circles, polygons, waves and arches: as markup, and as points covered
    families -> shapes     six kinds of picture, rolled from the song's id
    svg, png               the same shapes for a page, and for a file's tags or a link's preview

Numbers and colours only, so nothing a person typed ever reaches the markup. No Django in here.
"""

from generator.covers.png import SIDE, png
from generator.covers.svg import BLANK, VIEW_BOX, svg

__all__ = ["BLANK", "SIDE", "VIEW_BOX", "png", "svg"]
