"""``accord <command>``: the one command line of an installation."""

import sys

from accord.config.commands import main as command_line


def main() -> None:
    sys.exit(command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
