"""Settings that every test shares."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# No deadline: a slow machine is not a wrong ledger. In continuous integration the same examples
# come every time, so that a red run is about the change and not about luck.
settings.register_profile("yusuan", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("yusuan")

# Shells have programs in the background ignore Ctrl-C, and theirs inherit it. Its tests are about
# those that do not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
