"""Where the packaged program begins."""

import sys

from stworkshop.store import apart
from ui.main import main

if __name__ == "__main__":
    sys.exit(apart.main(sys.argv[2:]) if sys.argv[1:2] == [apart.VERB] else main())
