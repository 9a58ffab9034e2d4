"""All attacks, by the file that holds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hostile import (
    attacks_balances,
    attacks_beginning,
    attacks_carried,
    attacks_closings,
    attacks_contracts,
    attacks_declarations,
    attacks_desks,
    attacks_drafts,
    attacks_early,
    attacks_left,
    attacks_movements,
    attacks_plans,
    attacks_policies,
    attacks_pools,
    attacks_postings,
    attacks_records,
    attacks_statements,
    attacks_vouchers,
    attacks_written,
    attacks_years,
)
from hostile.book import SCHEMA

if TYPE_CHECKING:
    from hostile.statements import Attack

FAMILIES: Final[dict[str, tuple[Attack, ...]]] = {
    "beginning": attacks_beginning.ATTACKS,
    "vouchers": attacks_vouchers.ATTACKS,
    "years": attacks_years.ATTACKS,
    "records": attacks_records.ATTACKS,
    "statements": attacks_statements.ATTACKS,
    "contracts": attacks_contracts.ATTACKS,
    "declarations": attacks_declarations.ATTACKS,
    "drafts": attacks_drafts.ATTACKS,
    "postings": attacks_postings.ATTACKS,
    "movements": attacks_movements.ATTACKS,
    "early": attacks_early.ATTACKS,
    "policies": attacks_policies.ATTACKS,
    "closings": attacks_closings.ATTACKS,
    "pools": attacks_pools.ATTACKS,
    "plans": attacks_plans.ATTACKS,
    "desks": attacks_desks.ATTACKS,
    "balances": attacks_balances.ATTACKS,
    "carried": attacks_carried.ATTACKS,
    "left": attacks_left.ATTACKS,
    "written": attacks_written.ATTACKS,
}
ATTACKS: Final = tuple(attack for family in FAMILIES.values() for attack in family)

# The tokens of the schema, in its order.
TOKENS: Final = tuple(
    dict.fromkeys(re.findall(r"^(?!--).*RAISE\(ABORT, '(\w+): ", SCHEMA, re.MULTILINE))
)
