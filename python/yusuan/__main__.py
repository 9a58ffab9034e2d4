"""The `yusuan` command, also reached by `python -m yusuan`."""

import signal
import sys

from yusuan._core import run


def main() -> int:
    """Run the command line on this process's arguments and return its exit code."""
    # Python only notes a Ctrl-C and acts on it between its own instructions, of which there are
    # none while Rust works. The system's own reaction ends the process at once; a transaction
    # that was under way is rolled back by whoever opens the file next.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["yusuan", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
