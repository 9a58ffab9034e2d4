"""
The compiled half of the package; import names from `yusuan` instead.
"""

from _typeshed import SupportsGetItem
from typing import Final

__all__ = ["__version__", "run"]

__version__: Final[str]
"""
The version of the ledger library.
"""

def run(arguments: SupportsGetItem[int, str]) -> int:
    """
    Run the command line and return its exit code.
    """
