#!/bin/sh
# Every night: post the payments of the day, verify the ledger, keep its head and a copy elsewhere.
#
#   nightly.sh LEDGER INBOX OUTSIDE
#
# LEDGER   the ledger
# INBOX    a folder into which lists of payments are dropped, named by their day: 2025-03-01.csv,
#          2025-03-01-travel.csv. They have the columns of `yusuan post`: event, line, amount, payee.
#          Put one there by renaming it (mv) when it is complete. What was posted goes to INBOX/done.
# OUTSIDE  a folder on another disk: heads.txt gets the head of every night, copies/ a copy of the
#          ledger for each head
#
# Ends with
#   0  all of it is done
#   1  a list was refused; it is in INBOX still, and everything else is done
#   5  the ledger is not what it was, or not in order: nothing is kept of it, what was kept stays
#   9  another run is at work, or was killed: then remove INBOX/.nightly and run it again
#   other codes are those of yusuan
#
# Run again, it does what is left to do. A list is one voucher, all of it or nothing, with its name as
# the key: it is never posted twice, and another list of the same name is refused.
set -eu

[ $# -eq 3 ] || {
    echo "usage: nightly.sh LEDGER INBOX OUTSIDE" >&2
    exit 2
}
ledger=$1 inbox=$2 outside=$3
heads=$outside/heads.txt

mkdir -p "$inbox/done" "$outside/copies"
mkdir "$inbox/.nightly" 2>/dev/null || {
    echo "nightly: another run is at work: $inbox/.nightly" >&2
    exit 9
}
trap 'rmdir "$inbox/.nightly"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The chain must go through the head of last night, before anything is added and after.
verify() {
    if [ -s "$heads" ]; then
        yusuan verify "$1" --head "$(tail -n 1 "$heads")"
    else
        yusuan verify "$1"
    fi
}
verify "$ledger" >"$outside/verified.txt"

code=0
for list in "$inbox"/*.csv; do
    [ -e "$list" ] || continue # there is none
    name=$(basename "$list" .csv)
    day=$(printf '%.10s' "$name") # what is no day, yusuan refuses
    if yusuan post "$ledger" "$list" --dated "$day" --document "$name" --key "nightly $name"; then
        mv "$list" "$inbox/done/"
    else
        refused=$?
        # What stops one list only is said, and the night goes on.
        [ "$refused" -eq 1 ] || exit "$refused"
        echo "nightly: refused, and still there: $list" >&2
        code=1
    fi
done

verify "$ledger" >"$outside/verified.txt"

# A copy first, and its own head: whatever others write meanwhile, heads.txt names what is kept.
part=$outside/copies/part.db
rm -f "$part"
head=$(yusuan copy "$ledger" --out "$part")
verify "$part" >/dev/null
mv "$part" "$outside/copies/$(printf '%s' "$head" | tr -c 'a-zA-Z0-9' '-').db"
if [ "$head" != "$(tail -n 1 "$heads" 2>/dev/null)" ]; then
    { cat "$heads" 2>/dev/null || :; echo "$head"; } >"$heads.part"
    mv "$heads.part" "$heads"
fi
exit "$code"
