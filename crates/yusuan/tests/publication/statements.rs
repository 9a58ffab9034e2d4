//! Texts about tables: the project's own narrative of a budget, and final accounts in the words that
//! offices use.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use yusuan::tables::{
    BudgetInput, BudgetLine, NarrativeFacts, NarrativeInput, NarrativeOptions, NarrativeTexts,
    RowHead, RowLevel, Table, TableOptions, Templates, budget_narrative,
};
use yusuan::{CurrencyUnit, Fen};

use super::slips::{Slip, wrong_amount};
use super::{Random, names};

/// A text with a slip: the amount that is wrong, and its line.
pub(crate) struct Wrong {
    pub(crate) text: String,
    pub(crate) amount: String,
    pub(crate) line: usize,
    pub(crate) is_shift: bool,
}

/// Write the narrative of a budget, up to what its tables have.
pub(crate) fn budget(lines: &[BudgetLine], last: &[BudgetLine], options: &TableOptions) -> String {
    let names = names();
    let input = |year: i16, lines| BudgetInput {
        year,
        title_unit: "某某县社会保险中心",
        lines,
        names: &names,
        options,
    };
    let (this, last) = (input(2025, lines), input(2024, last));
    let narrative = budget_narrative(&NarrativeInput {
        this: &this,
        tables: None,
        last: Some(&last),
        successors: &BTreeMap::new(),
        operating_name: "机关运行经费",
        facts: &NarrativeFacts::default(),
        texts: &NarrativeTexts::default(),
        templates: &Templates::default(),
        options: &NarrativeOptions {
            tables: options.clone(),
            ..NarrativeOptions::default()
        },
    })
    .unwrap();
    let text = narrative.to_text();
    let end = text.find("\n十二、").unwrap();
    text[..end].to_owned()
}

/// Writes about final accounts.
struct Writer<'a> {
    tables: &'a [Table],
    /// The unit of the sentences.
    unit: CurrencyUnit,
    is_short: bool,
    text: String,
}

/// Write about final accounts, in one of the usual ways.
pub(crate) fn accounts(tables: &[Table], random: &mut Random) -> String {
    let own = tables[0].currency_unit;
    // Tables in 元 are often spoken of in 万元.
    let unit = if random.percent(50) {
        CurrencyUnit::WanYuan
    } else {
        own
    };
    let mut writer = Writer {
        tables,
        unit,
        is_short: random.percent(50),
        text: "某某县社会保险中心2025年度部门决算情况说明\n".to_owned(),
    };
    writer.overall();
    writer.fiscal();
    writer.by_budget();
    writer.three_public();
    writer.text
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").unwrap();
    }

    /// Return a table by a word of its title: its number is a matter of the year.
    fn table(&self, title: &str) -> &Table {
        let mut tables = self.tables.iter();
        tables.find(|table| table.title.starts_with(title)).unwrap()
    }

    fn fen(&self, title: &str, row: &str, column: &str) -> Fen {
        let table = self.table(title);
        let is_left = column.starts_with("income") || column.starts_with("personnel");
        let found = match table.rows.first().map(|row| &row.head) {
            Some(RowHead::Sides { .. }) if !is_left => table.expenditure_row(row),
            _ => table.row(row),
        };
        let cell = found.and_then(|row| row.cell(column));
        let text = cell.and_then(yusuan::tables::Cell::text);
        let read = |text: &str| table.currency_unit.parse_displayed(text).unwrap();
        text.map_or(Fen::ZERO, read)
    }

    fn shown(&self, fen: Fen) -> String {
        format!("{}{}", fen.display(self.unit, false), self.unit)
    }

    fn amount(&self, title: &str, row: &str, column: &str) -> String {
        self.shown(self.fen(title, row, column))
    }

    /// Write an amount and its share of another.
    fn part(&self, name: &str, part: Fen, whole: Fen) -> String {
        let hundredths = |fen: Fen| {
            let text = fen.display(self.unit, false).replace('.', "");
            text.parse::<i128>().unwrap()
        };
        let (part_hundredths, whole) = (hundredths(part), hundredths(whole));
        if whole <= 0 || part_hundredths < 0 {
            return format!("{name}{}", self.shown(part));
        }
        let share = (part_hundredths * 20_000 + whole) / (whole * 2);
        let (percent, rest) = (share / 100, share % 100);
        format!("{name}{}，占{percent}.{rest:02}%", self.shown(part))
    }

    fn overall(&mut self) {
        const ALL: &str = "收入支出";
        let left = |row: &str| self.amount(ALL, row, "income_amount");
        let right = |row: &str| self.amount(ALL, row, "expenditure_amount");
        let line = if self.is_short {
            format!(
                "2025年度收入总计{}，支出总计{}。",
                left("total"),
                right("total")
            )
        } else {
            format!(
                "2025年度收、支总计均为{}，其中：本年收入合计{}，使用非财政拨款结余{}，年初结转和结余{}；本年支出合计{}，结余分配{}，年末结转和结余{}。与2024年度相比，收、支总计各增加12.34万元，增长5.00%，主要原因是人员增加。",
                left("total"),
                left("current"),
                left("surplus_used"),
                left("opening"),
                right("current"),
                right("distributed"),
                right("closing"),
            )
        };
        self.line("一、收入支出决算总体情况说明");
        self.line(&line);
        let whole = self.fen("收入决算", "total", "total");
        let kinds = [
            ("财政拨款收入", "fiscal"),
            ("上级补助收入", "superior_subsidy"),
            ("事业收入", "business"),
            ("经营收入", "operating"),
            ("附属单位上缴收入", "affiliate_remittance"),
            ("其他收入", "other"),
        ];
        let parts =
            kinds.map(|(name, id)| self.part(name, self.fen("收入决算", "total", id), whole));
        let line = format!(
            "2025年度本年收入合计{}，其中：{}。",
            self.shown(whole),
            parts.join("；")
        );
        self.line("二、收入决算情况说明");
        self.line(&line);
        let whole = self.fen("支出决算", "total", "total");
        let kinds = [
            ("基本支出", "basic"),
            ("项目支出", "project"),
            ("上缴上级支出", "remittance"),
            ("经营支出", "operating"),
            ("对附属单位补助支出", "subsidy"),
        ];
        let parts =
            kinds.map(|(name, id)| self.part(name, self.fen("支出决算", "total", id), whole));
        let line = format!(
            "本年支出合计{}，其中：{}。",
            self.shown(whole),
            parts.join("；")
        );
        self.line("三、支出决算情况说明");
        self.line(&line);
    }

    fn fiscal(&mut self) {
        const FISCAL: &str = "财政拨款收入支出";
        let total = self.amount(FISCAL, "total", "income_total");
        let opening = self.amount(FISCAL, "opening", "income_total");
        let closing = self.amount(FISCAL, "closing", "expenditure_total");
        self.line("四、财政拨款收入支出决算总体情况说明");
        self.line(&format!(
            "2025年度财政拨款收、支总计{total}。年初财政拨款结转和结余{opening}，年末财政拨款结转和结余{closing}。"
        ));
    }

    /// Return the codes of a level with their names.
    fn of_level(&self, title: &str, wanted: RowLevel) -> Vec<(String, String)> {
        let rows = self.table(title).rows.iter();
        let found = rows.filter_map(|row| match &row.head {
            RowHead::Item {
                id, level, name, ..
            } if *level == wanted => Some((id.clone(), name.clone())),
            _ => None,
        });
        found.collect()
    }

    fn by_budget(&mut self) {
        const GENERAL: &str = "一般公共预算财政拨款支出";
        const BASIC: &str = "一般公共预算财政拨款基本支出";
        let total = self.fen(GENERAL, "total", "total");
        self.line("五、一般公共预算财政拨款支出决算情况说明");
        self.line("（一）一般公共预算财政拨款支出决算总体情况");
        let all = self.fen("支出决算", "total", "total");
        self.line(&format!(
            "2025年度{}。",
            self.part("一般公共预算财政拨款支出", total, all)
        ));
        self.line("（二）一般公共预算财政拨款支出决算结构情况");
        let classes = self.of_level(GENERAL, RowLevel::Class).into_iter();
        let parts =
            classes.map(|(id, name)| self.part(&name, self.fen(GENERAL, &id, "total"), total));
        let parts: Vec<String> = parts.collect();
        self.line(&format!("主要用于以下方面：{}。", parts.join("；")));
        self.line("（三）一般公共预算财政拨款支出决算具体情况");
        for (at, (id, name)) in self
            .of_level(GENERAL, RowLevel::Item)
            .into_iter()
            .enumerate()
        {
            let table = self.table(GENERAL);
            let above = [3, 5].map(|length| match &table.row(&id[..length]).unwrap().head {
                RowHead::Item { name, .. } => name.clone(),
                RowHead::Sides { .. } => String::new(),
            });
            let [class, section] = above;
            let amount = self.amount(GENERAL, &id, "total");
            let mark = if self.is_short { "：" } else { "。" };
            let number = at + 1;
            self.line(&format!(
                "{number}. {class}（类）{section}（款）{name}（项）{mark}年初预算为123.45万元，支出决算为{amount}，决算数与预算数的差异主要是政策调整。"
            ));
        }
        self.line("六、一般公共预算财政拨款基本支出决算情况说明");
        let basic = self.amount(GENERAL, "total", "basic");
        let personnel = self.amount(BASIC, "personnel_total", "personnel_amount");
        let public = self.amount(BASIC, "public_total", "public_amount");
        self.line(&format!(
            "2025年度一般公共预算财政拨款基本支出{basic}，其中：人员经费{personnel}，主要包括：基本工资、津贴补贴；公用经费{public}，主要包括：办公费、差旅费。"
        ));
        self.funds();
    }

    fn funds(&mut self) {
        let at = |column: &str| self.amount("政府性基金", "total", column);
        let line = format!(
            "2025年度政府性基金预算财政拨款年初结转和结余{}，本年收入{}，本年支出{}，年末结转和结余{}。",
            at("opening"),
            at("income"),
            at("spend_total"),
            at("closing"),
        );
        let capital = self.amount("国有资本", "total", "total");
        self.line("八、政府性基金预算财政拨款支出决算情况说明");
        self.line(&line);
        self.line("九、国有资本经营预算财政拨款支出决算情况说明");
        self.line(&format!("2025年度国有资本经营预算财政拨款支出{capital}。"));
    }

    fn three_public(&mut self) {
        let title = &self
            .tables
            .iter()
            .find(|table| table.title.contains("三公"));
        let title = title.unwrap().title.clone();
        let at = |column: &str| self.amount(&title, "total", column);
        let lines = [
            "十、财政拨款“三公”经费支出决算情况说明".to_owned(),
            format!(
                "2025年度财政拨款“三公”经费支出全年预算为{}，支出决算为{}，比2024年度减少0.10万元。",
                at("budget_total"),
                at("final_total")
            ),
            format!(
                "其中：因公出国（境）费支出决算为{}；公务用车购置及运行维护费支出决算为{}，其中：公务用车购置支出{}，公务用车运行维护费支出{}；公务接待费支出决算为{}，其中国内公务接待3.21万元。",
                at("final_overseas"),
                at("final_vehicle"),
                at("final_vehicle_purchase"),
                at("final_vehicle_running"),
                at("final_reception")
            ),
        ];
        for line in lines {
            self.line(&line);
        }
    }
}

/// Amounts of a text that state a figure: their places in bytes. Changes, budgets and examples that
/// no table has are none.
pub(crate) fn amounts(text: &str) -> Vec<(usize, usize)> {
    const OTHERS: [&str; 9] = [
        "增加",
        "减少",
        "预算为",
        "增长",
        "下降",
        "国内公务接待",
        "经营支出",
        "上级支出",
        "补助支出",
    ];
    let is_other = |before: &str, of_budget: bool| {
        OTHERS.iter().enumerate().any(|(at, word)| {
            let is_kind = at >= 6;
            // Only final accounts have columns for the other kinds of spending.
            before.ends_with(word) && (!is_kind || of_budget) && !before.ends_with("经费预算为")
        })
    };
    let of_budget = text.contains("部门预算");
    let mut found = Vec::new();
    for (end, _) in text.match_indices('元') {
        let end = text[..end].strip_suffix('万').map_or(end, str::len);
        let is_part =
            |character: char| character.is_ascii_digit() || matches!(character, '.' | ',');
        let begin = text[..end].trim_end_matches(is_part).len();
        if begin < end && !is_other(&text[..begin], of_budget) {
            found.push((begin, end));
        }
    }
    found
}

/// Make a slip in an amount of a text.
pub(crate) fn wrong(slip: Slip, text: &str, random: &mut Random) -> Option<Wrong> {
    let (begin, end) = *random.pick(&amounts(text));
    let right = text[begin..end].replace(',', "");
    let (wrong, is_shift) = wrong_amount(slip, &right, random)?;
    Some(Wrong {
        text: format!("{}{wrong}{}", &text[..begin], &text[end..]),
        line: text[..begin].lines().count(),
        amount: wrong,
        is_shift,
    })
}
