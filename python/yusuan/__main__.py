"""The `yusuan` command, also reached by `python -m yusuan`."""

import signal
import sys

from yusuan._core import run


def main() -> int:
    """Run the command line on this process's arguments and return its exit code."""
    # Python only notes a Ctrl-C and raises it between its own instructions, of which there are none
    # while Rust works. The command listens by itself; Python's note would become a traceback behind
    # its answer.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["yusuan", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
