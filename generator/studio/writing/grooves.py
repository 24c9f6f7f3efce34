"""What the drums play: `X` accent, `x` stroke, `-` ghost; a character a sixteenth (see `tabs`)."""

from dataclasses import dataclass

Bar = dict[str, str]


@dataclass(frozen=True)
class Groove:
    """Three weights of a groove, its bar in three, and how it leads into a new section."""

    light: Bar
    main: Bar
    full: Bar
    three: Bar
    fill: str = "toms"
    tight: bool = False
    """Machines play on the grid; people a few milliseconds around it."""
    sticks: str = "rim"
    """What an energetic drummer plays between the eighths."""

    def bar(self, weight: int, steps: int) -> Bar:
        """The bar for a weight 0..2 in a metre of `steps` sixteenths."""
        return self.three if steps == 12 else (self.light, self.main, self.full)[weight]


EIGHTHS = "X.x.X.x.X.x.X.x."
SIXTEENTHS = "X-x-X-x-X-x-X-x-"
WALTZ: Bar = {"kick": "X...........", "snare": "....x...x...", "hat": "X.x.x.x.x.x."}
SOFT_WALTZ: Bar = {"kick": "x...........", "rim": "....-...-...", "shaker": "x.-.x.-.x.-."}
JAZZ_WALTZ: Bar = {"ride": "X...x.x.x...", "pedal": "....x.......", "kick": "x.........-."}
DANCE_WALTZ: Bar = {"kick": "X...X...X...", "open": "..x...x...x.", "hat": "x-x-x-x-x-x-"}

FILLS: dict[str, list[Bar]] = {
    "toms": [
        {"snare": "........x.xx....", "tom high": "............x...",
         "tom low": "..............xX"},
        {"snare": "............xxxX"},
        {"snare": "........X...", "tom high": "........xx......", "tom mid": "..........xx....",
         "tom low": "............xxXX"},
    ],
    "soft": [
        {"tom low": "..............--"},
        {"shaker": "............xxxx"},
        {"rim": "............-.-x"},
    ],
    "roll": [
        {"snare": "........x.x.xxxX"},
        {"snare": "....x...x.x.xxxX"},
        {"tom high": "............xx..", "tom low": "..............XX"},
    ],
    "brush": [{"snare": "..........-.x.-x"}, {"ride": "............x.x.",
        "snare": ".............--x"}],
    "hats": [{"hat": "............xxxx", "snare": "..............xX"}, {"hat": "........xxxxxxxx"}],
    "hands": [
        {"conga high": "........x.xxx.xX", "conga low": "..........x...x."},
        {"conga low": "............xxxX"},
    ],
    "electric": [
        {"tom high": "........x.x.....", "tom mid": "..........x.x...",
         "tom low": "............xXxX"},
        {"tom high": "............xx..", "tom low": "..............XX"},
    ],
    "timbales": [
        {"timbale": "........x.xxx.xX"},
        {"timbale": "..........x.xxxX", "conga low": "........x.x....."},
    ],
    "taiko": [{"taiko": "........X.x.XxXX"}, {"tom low": "........x.x.xxxx",
        "taiko": "............X..."}],
}  # fmt: skip

GROOVES: dict[str, Groove] = {
    "pop": Groove(
        {"kick": "X.........x.....", "snare": "....-.......-...", "hat": "x.-.x.-.x.-.x.-."},
        {"kick": "X......xx.x.....", "snare": "....X.......X...", "hat": EIGHTHS},
        {"kick": "X.....x.x.x.....", "snare": "....X.......X..-", "hat": EIGHTHS,
         "shaker": "x-x-x-x-x-x-x-x-", "open": "..............x."},
        WALTZ, sticks="snare",
    ),
    "soft": Groove(
        {"shaker": "x.-.x.-.x.-.x.-."},
        {"kick": "x.........x.....", "rim": "....-.......x...", "hat": "x...-...x...-..."},
        {"kick": "X......-..x.....", "snare": "....x.......X...", "hat": "x.-.x.-.x.-.x.-.",
         "ride": "x.......x......."},
        SOFT_WALTZ,
        "soft",
    ),
    "house": Groove(
        {"kick": "X...X...X...X...", "hat": "..x...x...x...x."},
        {"kick": "X...X...X...X...", "snare": "....x.......x...", "open": "..x...x...x...x."},
        {"kick": "X...X...X...X...", "snare": "....X.......X...", "open": "..X...X...X...X.",
         "hat": SIXTEENTHS, "ride": "....-.......-..."},
        DANCE_WALTZ, "roll", True,
    ),
    "disco": Groove(
        {"kick": "X...X...X...X...", "open": "..x...x...x...x.", "hat": "x-..x-..x-..x-.."},
        {"kick": "X...X...X...X...", "snare": "....X.......X...", "open": "..X...X...X...X.",
         "hat": "x-..x-..x-..x-.."},
        {"kick": "X...X...X...X...", "snare": "....X.......X.-.", "open": "..X...X...X...X.",
         "hat": SIXTEENTHS, "tambourine": "....x.......x...", "conga high": "..x..x....x..x.x"},
        DANCE_WALTZ, "toms", sticks="snare",
    ),
    "jungle": Groove(
        {"kick": "X.........X.....", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X.........X.....", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.xx",
         "ride": "x...x...x...x..."},
        {"kick": "X.x.......X.....", "snare": "....X..-.-..X..-", "hat": SIXTEENTHS,
         "ride": "x.x.x.x.x.x.x.x."},
        {"kick": "X.....X.....", "snare": "....X.....X.", "hat": "x.x.x.x.x.x."}, "roll", True,
    ),
    "machine": Groove(
        {"kick": "X.......X.......", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X.......X.x.....", "snare": "....X.......X...", "hat": EIGHTHS},
        {"kick": "X.....x.X.x.....", "snare": "....X.......X...", "hat": SIXTEENTHS,
         "open": "..............x.", "tom mid": "...............-"},
        WALTZ, "electric", True,
    ),
    "rock": Groove(
        {"kick": "X.......X.......", "snare": "....x.......x...", "hat": EIGHTHS},
        {"kick": "X.....x.x.x.....", "snare": "....X.......X...", "hat": "X.X.X.X.X.X.X.X."},
        {"kick": "X.x...x.X.x...x.", "snare": "....X.......X...", "crash": "x.......-.......",
         "ride": "X.x.X.x.X.x.X.x."},
        WALTZ,
    ),
    "punk": Groove(
        {"kick": "X.......X.......", "tom low": "x.x.x.x.x.x.x.x."},
        {"kick": "X..x..x.X..x..x.", "snare": "..X...X...X...X.", "hat": EIGHTHS},
        {"kick": "X.x.X.x.X.x.X.x.", "snare": "..X...X...X...X.", "crash": "x...-...x...-..."},
        {"kick": "X...X...X...", "snare": "..X...X...X.", "hat": "x.x.x.x.x.x."}, "roll",
    ),
    "metal": Groove(
        {"kick": "X.......X.......", "crash": "x...............", "ride": "x...x...x...x..."},
        {"kick": "X.xxx.xxX.xxx.xx", "snare": "....X.......X...", "ride": "X...x...X...x..."},
        {"kick": "XxxxXxxxXxxxXxxx", "snare": "....X.......X...", "crash": "X...-...x...-..."},
        {"kick": "XxxxXxxxXxxx", "snare": "....X...X...", "ride": "X...x...x..."}, "roll",
    ),
    "boom bap": Groove(
        {"kick": "X.........x.....", "snare": "....x.......x...", "hat": "x.-.x.-.x.-.x.-."},
        {"kick": "X......x..x.....", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X.-....x..x..x..", "snare": "....X..-.-..X...", "hat": "x.x.x.x.x.x.x-x.",
         "open": "......x........."},
        WALTZ, "hats",
    ),
    "trap": Groove(
        {"kick": "X...............", "snap": "........x.......", "hat": "x.x.x.x.x.x.x.xx"},
        {"kick": "X.....x...x.....", "snare": "........X.......", "hat": "x.x.x.xxx.xxx.x."},
        {"kick": "X..x..x...x..x..", "snare": "........X.......", "hat": "x.xxx.x.xxx.xxxx",
         "open": "......x.......x.", "rim": "...-.........-.."},
        {"kick": "X.....x.....", "snare": "........X...", "hat": "x.xxx.x.xxxx"}, "hats", True,
    ),
    "lofi": Groove(
        {"hat": "x...x...x...x...", "kick": "x.........x.....", "snare": "....-.......-..."},
        {"kick": "X......-..x.....", "snare": "....x.......x...", "hat": "x.-.x.-.x.-.x.-."},
        {"kick": "X......x..x..-..", "snare": "....x..-....x..-", "hat": "x.x.x.-.x.x.x.-."},
        SOFT_WALTZ, "soft",
    ),
    "swing": Groove(
        {"ride": "x...x.x.x...x.x.", "pedal": "....x.......x..."},
        {"ride": "X...x.x.X...x.x.", "pedal": "....x.......x...", "snare": "......-.......-.",
         "kick": "-...-...-...-..."},
        {"ride": "X...X.x.X...X.x.", "pedal": "....X.......X...", "snare": "..-...x...-..-x.",
         "kick": "x...-...x.....x."},
        JAZZ_WALTZ, "brush",
    ),
    "bossa": Groove(
        {"shaker": "x.-.x.-.x.-.x.-.", "kick": "x.....-.x.....-."},
        {"shaker": "x-x-x-x-x-x-x-x-", "kick": "x.....x.x.....x.", "rim": "x..x..x...x..x.."},
        {"shaker": "X-x-X-x-X-x-X-x-", "kick": "x.....x.x.....x.", "rim": "x..x..x...x..x..",
         "conga low": "......x.......xx"},
        SOFT_WALTZ, "hands",
    ),
    "shuffle": Groove(
        {"kick": "X.......X.......", "rim": "....x.......x...", "ride": "x...x.x.x...x.x."},
        {"kick": "X.....-.X.......", "snare": "....X.......X...", "hat": "X.x.X.x.X.x.X.x."},
        {"kick": "X.....x.X.....x.", "snare": "....X.-.....X.-.", "ride": "X.x.X.x.X.x.X.x."},
        JAZZ_WALTZ,
    ),
    "folk": Groove(
        {"shaker": "x.-.x.-.x.-.x.-."},
        {"stomp": "x.......x.......", "shaker": "x.-.X.-.x.-.X.-."},
        {"stomp": "X.......X.......", "shaker": "x-x-X-x-x-x-X-x-",
         "tambourine": "....x.......x..."},
        SOFT_WALTZ, "soft",
    ),
    "train": Groove(
        {"kick": "x.......x.......", "snare": "-.-.x.-.-.-.x.-."},
        {"kick": "X...-...X...-...", "snare": "--x-X-x---x-X-x-"},
        {"kick": "X...x...X...x...", "snare": "-.x-X-x--.x-X-xx", "tambourine": "....x.......x..."},
        WALTZ, "roll",
    ),
    "epic": Groove(
        {"taiko": "X..............."},
        {"taiko": "X.....x.X.......", "tom low": "..x...x...x.x.x."},
        {"taiko": "X..x..x.X..x..x.", "tom low": "..x.x.x...x.x.xx", "snare": "....x.......X.--",
         "crash": "x...............", "shaker": "x.-.x.-.x.-.x.-."},
        {"taiko": "X.....x.....", "tom low": "..x.x.x.x.xx", "snare": "........x..."}, "taiko",
    ),
    "soul": Groove(
        {"kick": "X......x..x.....", "rim": "....x.......x...", "hat": EIGHTHS,
         "tambourine": "....-.......-..."},
        {"kick": "X......x..x.....", "snare": "....X..-.-..X...", "hat": "x.x.x.x.x.x.x.x.",
         "tambourine": "....x.......x..."},
        {"kick": "X..x...x..x.....", "snare": "....X..-.-..X..-", "hat": SIXTEENTHS,
         "tambourine": "....x.......x..."},
        WALTZ,
    ),
    "funk": Groove(
        {"kick": "X.......-.x.....", "snare": "....x..-.-..x...", "hat": SIXTEENTHS},
        {"kick": "X.x....x..x..x..", "snare": "....X..-.-..X..-", "hat": SIXTEENTHS},
        {"kick": "X.x...-x.-x..x..", "snare": "....X..-.-.-X..-", "hat": SIXTEENTHS,
         "open": "......x.......x.", "conga high": "..x.x..x..x.x..x"},
        WALTZ, "roll",
    ),
    "one drop": Groove(
        {"kick": "........x.......", "rim": "........x.......", "hat": "..x...x...x...x."},
        {"kick": "........X.......", "rim": "........X.......", "hat": "x.x-x.x.x.x-x.x."},
        {"kick": "X.......X.......", "rim": "........X....x..", "hat": "x.x-x.x-x.x-x.xx",
         "open": "..............x."},
        {"kick": "......X.....", "rim": "......X.....", "hat": "x.x.x.x.x.x."}, "hands",
    ),
    "dembow": Groove(
        {"kick": "X...X...X...X...", "rim": "...x..x....x..x."},
        {"kick": "X...X...X...X...", "snare": "...X..x....X..x.", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X...X...X...X...", "snare": "...X..X....X..X.", "hat": SIXTEENTHS,
         "conga high": "..x.....x.x....."},
        DANCE_WALTZ, "hands", True,
    ),
    "salsa": Groove(
        {"wood": "x..x..x...x.x...", "conga high": "-.x.-.-.-.x.-.-.",
         "conga low": "......xx......xx", "guiro": "x...x.x.x...x.x."},
        {"wood": "x..x..x...x.x...", "conga high": "-.x.-.-.-.X.-.-.",
         "conga low": "......xx......xx", "cascara": "x.x.xx.xx.x.xx.x",
         "guiro": "x...x.x.x...x.x."},
        {"wood": "x..x..x...x.x...", "conga high": "-.X.-.-.-.X.-.-.",
         "conga low": "......XX......XX", "timbale": "...............x",
         "cowbell": "X...x.x.X...x.x.", "guiro": "x.-.x.x.x.-.x.x."},
        SOFT_WALTZ, "timbales",
    ),
    "none": Groove({}, {}, {}, {}, "none"),
}  # fmt: skip
