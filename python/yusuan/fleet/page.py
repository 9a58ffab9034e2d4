"""A page that shows a year end unit by unit: what was carried, kept, taken back and refused."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yusuan.fleet.outcome import Outcome, Outcomes

__all__ = ["closing_page"]

STATES = {"done": "已结账", "already": "早已结账", "failed": "未结账"}
AMOUNTS = {
    "carried_out_fen": "结转下年（元）",
    "to_surplus_fen": "转入结余（元）",
    "recalled_fen": "收回（元）",
    "lapsed_fen": "注销（元）",
}
STYLE = """
body { font: 15px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  margin: 2em auto; max-width: 76em; padding: 0 1em; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5em 0; }
th, td { border: 1px solid #999; padding: .25em .6em; text-align: left; vertical-align: top; }
td.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.failed { background: #fdecea; }
tr.total { font-weight: bold; }
code { font-size: .85em; overflow-wrap: anywhere; }
"""


def closing_page(outcomes: Outcomes, *, year: int, title: str) -> str:
    """Return a page of HTML about a closing: what failed first, then every unit, and the total.

    Units: amounts in yuan, exact.

    Example:
        >>> fleet = Fleet("county.db", workers=0)
        >>> page = closing_page(fleet.close(2025), year=2025, title="某省")
        >>> "结转下年（元）" in page, "141,880.00" in page
        (True, True)
    """
    counts = outcomes.counts
    words = "，".join(f"{STATES[state]} {counts[state]} 个" for state in STATES if state in counts)
    heads = ["单位", "结果", *AMOUNTS.values(), "未结账的原因", "账本", "账本位置"]
    rows = sorted(outcomes, key=lambda row: not row.is_failed)
    total = "".join(_amount(outcomes.total(figure)) for figure in AMOUNTS)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}{year}年年终结账情况</title>\n<style>{STYLE}</style></head>\n<body>\n"
        f"<h1>{escape(title)}{year}年年终结账情况</h1>\n"
        f"<table>\n<caption>共 {len(outcomes)} 个账本：{words}。</caption>\n<thead><tr>"
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + "</tr></thead>\n<tbody>\n"
        + "".join(map(_row, rows))
        + f'<tr class="total"><th scope="row">合计</th><td></td>{total}<td></td><td></td><td></td>'
        "</tr>\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _row(row: Outcome) -> str:
    amounts = "".join(
        "<td></td>" if figure not in row.figures else _amount(row.figures[figure])
        for figure in AMOUNTS
    )
    reason = "" if row.token is None else f"<code>{escape(row.token)}</code> {escape(row.message)}"
    return (
        f'<tr class="{row.state}"><th scope="row">{escape(row.unit or "—")}</th>'
        f"<td>{STATES[row.state]}</td>{amounts}<td>{reason}</td>"
        f"<td><code>{escape(row.path)}</code></td>"
        f"<td><code>{escape(row.head or '')}</code></td></tr>\n"
    )


def _amount(fen: int) -> str:
    yuan, cents = divmod(abs(fen), 100)
    return f'<td class="amount">{"-" if fen < 0 else ""}{yuan:,}.{cents:02}</td>'
