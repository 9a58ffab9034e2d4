"""The closed lists of words that a key or an act is made of, for type checkers.

At run time they are plain text: a word that is not in its list is refused by the ledger. Beside
them stand what a table of another library is, and who is told how far long work is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from yusuan._core import Progress

__all__ = [
    "ArrowStream",
    "BookForm",
    "ClosingAction",
    "CodeLevel",
    "ColumnMoney",
    "ColumnNames",
    "CurrencyUnit",
    "DeclarationKind",
    "Direction",
    "ExecutionBy",
    "FromZero",
    "Fund",
    "Kind",
    "LegalKind",
    "Level",
    "MoneyAction",
    "NarrativeBasis",
    "PlainText",
    "PolicyAction",
    "ProcurementCategory",
    "ReservedFor",
    "Scheme",
    "Stage",
    "StatementKind",
    "TextField",
    "UnitKind",
    "Watcher",
    "YearState",
]


class ArrowStream(Protocol):
    """A table of any library that hands it over by the Arrow C stream interface.

    Example:
        >>> isinstance(ledger.lines(2025).__arrow_c_stream__(), object)
        True
    """

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule that holds a stream of columns."""


ColumnNames: TypeAlias = Literal["en", "zh"]
"""The language of the names of columns."""

ColumnMoney: TypeAlias = Literal["fen", "yuan"]
"""The unit of amounts in columns: whole fen, or exact decimals in yuan."""

Fund: TypeAlias = Literal[
    "general_public",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_business_income",
    "unit_superior_subsidy",
    "unit_affiliate_remittance",
    "unit_operating_income",
    "unit_other_income",
]
"""资金性质: the purse that money comes from."""

Level: TypeAlias = Literal["own", "upper"]
"""来源级次: the level of government that gave the money, 本级 or 上级."""

Kind: TypeAlias = Literal[
    "basic_personnel", "basic_public", "project", "operating", "remittance", "subsidy"
]
"""支出类别: what sort of spending a line allows."""

UnitKind: TypeAlias = Literal["department", "agency", "institution", "other"]
"""What sort of body a unit is: 主管部门, 行政单位, 事业单位, any other."""

Scheme: TypeAlias = Literal["functional", "economic", "government_economic"]
"""Which classification a code belongs to."""

YearState: TypeAlias = Literal["preparing", "open", "closing", "closed"]
"""Where a year stands: 编制, 执行, 结账, 已结账."""

LegalKind: TypeAlias = Literal["budget_adjustment", "reallocation"]
"""What an adjustment is in law: 预算调整 (预算法 67) or 调剂 (预算法 72)."""

PolicyAction: TypeAlias = Literal["forbid", "deny", "document", "warn", "allow"]
"""What a policy does: 禁止, 拒绝 (save with an override), 凭文, 提示, 不控制."""

ClosingAction: TypeAlias = Literal[
    "release", "carry_forward", "to_surplus", "surrender", "recall", "lapse"
]
"""What becomes of what a line or a commitment leaves: 释放, 结转, 转入结余, 上缴, 收回, 注销."""

MoneyAction: TypeAlias = Literal[
    "income_to_surplus", "cover_deficit", "earmark_surplus", "pool_surplus", "pool_earmarked"
]
"""What becomes of money without a line: 收支差额转入结余, 结余弥补收支差额, 提取专用结余, 归集."""

CodeLevel: TypeAlias = Literal["class", "group", "item"]
"""How far apart two codes are: 类, 款, 项."""

StatementKind: TypeAlias = Literal["treasury", "bank"]
"""Whose statement it is: 国库集中支付 or 银行."""

TextField: TypeAlias = Literal["payee", "counterparty", "memo", "reason"]
"""Which free text: 收款人, 签约对方, 摘要, 事由."""

Direction: TypeAlias = Literal["increase", "decrease"]
"""Which way an adjustment goes."""

CurrencyUnit: TypeAlias = Literal["yuan", "wan_yuan"]
"""The unit in which a table shows money, 元 or 万元."""

BookForm: TypeAlias = Literal["page", "xlsx", "csv", "json", "pdf"]
"""A form that the book of a year is written in."""

PlainText: TypeAlias = Literal["beancount", "hledger"]
"""A program that reads plain-text accounting."""

DeclarationKind: TypeAlias = Literal["performance", "procurement", "assets", "staffing"]
"""What a unit declares: 绩效目标, 政府采购, 国有资产, 机构人员."""

NarrativeBasis: TypeAlias = Literal["displayed", "exact"]
"""What the changes of a narrative are computed from: displayed figures, or exact ones."""

FromZero: TypeAlias = Literal["hundred", "dash"]
"""What stands for the percentage of a change from nothing: 100.00% or —."""

ExecutionBy: TypeAlias = Literal[
    "line",
    "department",
    "unit",
    "fund",
    "level",
    "functional_class",
    "functional_group",
    "functional_item",
    "economic_class",
    "economic_group",
    "kind",
    "project",
    "origin",
    "month",
]
"""By what the lines of an execution table are grouped."""

ProcurementCategory: TypeAlias = Literal["goods", "works", "services"]
"""政府采购: what is bought, 货物, 工程 or 服务."""

ReservedFor: TypeAlias = Literal["small", "micro"]
"""Whom a procurement is set apart for: 小型 or 微型 enterprises."""

Stage: TypeAlias = Literal[
    "waiting",
    "rows",
    "writing",
    "deciding",
    "journal",
    "checking",
    "file",
    "copying",
    "exporting",
    "publishing",
]
"""What long work is doing.

等待, 读入, 写入, 结转决定, 核对账簿, 核对其他, 检查文件, 复制, 导出, 公开.
"""

Watcher: TypeAlias = Callable[["Progress"], object]
"""Who is told how far long work is."""
