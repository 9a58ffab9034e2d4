#!/bin/sh
# The end of a year in two steps, with people between them.
#
#   year-end.sh plan  LEDGER YEAR FOLDER
#   year-end.sh close LEDGER YEAR FOLDER
#
# plan   verifies the ledger, prepares the next year where nobody has, and writes FOLDER/plan.csv: what
#        becomes of everything that is left, and by which rule. People read it, and may edit its columns
#        marked 可改. Run again, it leaves a plan alone that is there.
# close  closes the year by that plan, and makes everything that is handed on: certificate.html to be
#        signed, accounts/ to be published, lake/ and county.journal to be analysed, head.txt to be kept
#        elsewhere, before.db as the ledger was. Run again, it closes nothing, and makes the rest anew.
#
# Ends with
#   0  done
#   5  the ledger is not in order, or something stands in the way of the closing, which the plan says
#   9  the ledger moved on since the plan was made: remove FOLDER/plan.csv and begin with it again
#   other codes are those of yusuan; whenever `close` fails, the year is open as it was, or closed whole
set -eu

usage() {
    echo "usage: year-end.sh plan|close LEDGER YEAR FOLDER" >&2
    exit 2
}
[ $# -eq 4 ] || usage
step=$1 ledger=$2 year=$3 folder=$4
plan=$folder/plan.csv

# Make a folder whole, in the place of the one that was there.
replace() {
    rm -rf "$1.old"
    [ ! -e "$1" ] || mv "$1" "$1.old"
    mv "$1.part" "$1"
    rm -rf "$1.old"
}

plan_it() {
    next=$((year + 1))
    years=$(yusuan years "$ledger" --json)
    case $years in
    *"\"year\": $next,"*) ;; # somebody prepared it
    *) yusuan year "$ledger" "$next" --key "year-end $next" ;;
    esac
    if [ -e "$plan" ]; then
        echo "year-end: the plan is there already: $plan" >&2
        return
    fi
    # A plan that could not be followed is printed, and not kept.
    yusuan close "$ledger" "$year" --dry-run --plan-out "$plan.part"
    mv "$plan.part" "$plan"
}

close_it() {
    if [ ! -e "$plan" ]; then
        echo "year-end: no plan: run 'year-end.sh plan' first, and read $plan" >&2
        exit 2
    fi
    # One copy, of the ledger as it was before the first attempt.
    [ -e "$folder/before.db" ] || yusuan copy "$ledger" --out "$folder/before.db" >/dev/null
    closed=0
    yusuan close "$ledger" "$year" --plan "$plan" --certificate "$folder/certificate.html" || closed=$?
    case $closed in
    0 | 8) ;; # now, or before
    *) exit "$closed" ;;
    esac
    yusuan verify "$ledger" >"$folder/verified.txt"

    rm -rf "$folder/accounts.part" "$folder/lake.part"
    yusuan publish "$ledger" "$year" --final --out "$folder/accounts.part" --only page,xlsx,csv,json
    replace "$folder/accounts"
    yusuan export-parquet "$ledger" --out "$folder/lake.part"
    replace "$folder/lake"
    yusuan export-journal "$ledger" --for hledger --out "$folder/county.journal"
    yusuan head "$ledger" >"$folder/head.part"
    mv "$folder/head.part" "$folder/head.txt"
}

mkdir -p "$folder"
case $step in
plan)
    yusuan verify "$ledger" >"$folder/verified.txt"
    plan_it
    ;;
close) close_it ;;
*) usage ;;
esac
