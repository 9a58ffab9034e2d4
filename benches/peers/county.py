"""The books that payments go into, as `benches/src/county.rs` makes them for yusuan."""

LINES = 2_000
# What every line may spend: 10,000,000,000.00 yuan.
BUDGET_FEN = 1_000_000_000_000
