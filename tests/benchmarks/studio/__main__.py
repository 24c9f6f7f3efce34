"""All the studio's benchmarks but the genres': `python -m tests.benchmarks.studio [--few]`.

`.speed`, `.sound` and `.genres` run alone too; the last takes half an hour.
"""

import sys

from tests.benchmarks.studio import sound, speed

speed.main()
sound.main(sys.argv[1:])
