"""Where the packaged program begins."""

import sys

from stworkshop.paper_reading import apart
from stworkshop.store import isolated_reader
from ui.main import main

OTHERS = {isolated_reader.VERB: isolated_reader.main, apart.VERB: apart.main}

if __name__ == "__main__":
    other = OTHERS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    sys.exit(other(sys.argv[2:]) if other else main())
