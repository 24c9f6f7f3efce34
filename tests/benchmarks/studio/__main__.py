"""How fast the studio is and how it sounds: `python -m tests.benchmarks.studio [--few]`.

`.speed` and `.sound` run alone too, and `.score`, `.voice` and `.genres` do only that: the last two
take a quarter of an hour each.
"""

import sys

from tests.benchmarks.studio import sound, speed

speed.main()
sound.main(sys.argv[1:])
