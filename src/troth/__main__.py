"""How is `python -m troth` the same as the command `troth`? Both call one function."""

from troth.cli import main

if __name__ == "__main__":
    main()
