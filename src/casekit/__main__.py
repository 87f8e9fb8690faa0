"""`python -m casekit`, the same as `casekit`."""

import sys

from casekit.cli import main

if __name__ == "__main__":
    sys.exit(main())
