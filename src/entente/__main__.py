"""`python -m entente`: the command line."""

from __future__ import annotations

from entente.cli import main

if __name__ == "__main__":
    main()
