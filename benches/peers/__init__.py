"""Gives the same payments to yusuan and to what people use instead; `make bench-peers` runs it."""
