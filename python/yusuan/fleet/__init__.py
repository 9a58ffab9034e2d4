"""Many ledgers: acts on all of them, their tables put together, and questions across them.

Needs the extra `yusuan[fleet]`: Dask for the workers, fsspec for stores of objects. A province is a
folder of ledgers, one for each unit; each closes by itself, and nothing is shared between them.
"""

from yusuan.fleet.acts import Act, Apply, Close, PlanClose, Publish, Tables, Trace, Verify
from yusuan.fleet.consolidation import Consolidation, Transfer, Unmatched
from yusuan.fleet.dataset import Export
from yusuan.fleet.fleet import Fleet
from yusuan.fleet.location import Location, locate
from yusuan.fleet.outcome import FleetProgress, Outcome, Outcomes, State
from yusuan.fleet.page import closing_page
from yusuan.fleet.store import Lease

__all__ = [
    "Act",
    "Apply",
    "Close",
    "Consolidation",
    "Export",
    "Fleet",
    "FleetProgress",
    "Lease",
    "Location",
    "Outcome",
    "Outcomes",
    "PlanClose",
    "Publish",
    "State",
    "Tables",
    "Trace",
    "Transfer",
    "Unmatched",
    "Verify",
    "closing_page",
    "locate",
]
