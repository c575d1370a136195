"""``python -m corrobora``: the same as the ``corrobora`` command."""

from corrobora.cli import main

if __name__ == "__main__":
    main()
