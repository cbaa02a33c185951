"""Where the packaged program begins."""

import sys

from stworkshop.store import isolated_reader
from ui.main import main

if __name__ == "__main__":
    sys.exit(isolated_reader.main(sys.argv[2:]) if sys.argv[1:2] == [isolated_reader.VERB] else main())
