//! Where the money comes from, what it is for, and what it is spent on, as bands between bars.

use std::collections::BTreeMap;

use svg::node::element::path::Data;
use svg::node::element::{Group, Path, Title};

use super::palette::color;
use super::{Anchor, Chart, LINE, WIDTH, canvas, rectangle, scaled, shortened, text};
use crate::line::Fund;
use crate::money::Fen;
use crate::publish::book::{Book, MoneyFlow};
use crate::publish::page::Language;

/// Height that all the money of the year has.
const WHOLE: i64 = 2_600;
/// The least height that a bar gets, so that it can be seen.
const LEAST: i64 = 14;
const BAR: i64 = 120;
/// Where the three columns of bars begin.
const COLUMNS: [i64; 3] = [0, 1_250, WIDTH - BAR];
/// Room between two bars.
const GAP: i64 = 60;
/// Room above the bars, where the columns are named.
const TOP: i64 = 2 * LINE;
/// Letters of a name: two names stand in the room between the second and the third column.
const LETTERS: [usize; 3] = [8, 9, 9];

/// A bar: all money of one fund, or of one class.
struct Bar {
    name: String,
    amount: Fen,
    top: i64,
    height: i64,
    /// How much of its height the bands at its left and right have taken.
    taken: [i64; 2],
}

/// The bars of one column, by key in order.
struct Column {
    keys: Vec<String>,
    bars: Vec<Bar>,
}

impl Column {
    fn new<'a>(parts: impl Iterator<Item = (String, String, &'a MoneyFlow)>, whole: Fen) -> Self {
        let mut named: BTreeMap<String, (String, Fen)> = BTreeMap::new();
        for (key, name, flow) in parts {
            let bar = named.entry(key).or_insert((name, Fen::ZERO));
            bar.1 = bar.1.checked_add(flow.amount).unwrap_or(bar.1);
        }
        let mut top = TOP;
        let (mut keys, mut bars) = (Vec::new(), Vec::new());
        for (key, (name, amount)) in named {
            let height = scaled(amount, whole, WHOLE).max(LEAST);
            keys.push(key);
            bars.push(Bar {
                name,
                amount,
                top,
                height,
                taken: [0, 0],
            });
            // Two lines of text stand beside the smallest bar too.
            top += height.max(2 * LINE) + GAP;
        }
        Self { keys, bars }
    }

    fn place(&self, key: &str) -> usize {
        self.keys
            .iter()
            .position(|known| known == key)
            .unwrap_or_default()
    }

    fn bottom(&self) -> i64 {
        let last = self.bars.last();
        last.map_or(TOP, |bar| bar.top + bar.height.max(2 * LINE))
    }

    /// Take a piece of a bar for a band at its left (0) or right (1); return where it begins.
    fn take(&mut self, place: usize, side: usize, height: i64) -> i64 {
        let Some(bar) = self.bars.get_mut(place) else {
            return TOP;
        };
        let Some(taken) = bar.taken.get_mut(side) else {
            return TOP;
        };
        let from = bar.top + *taken;
        *taken += height;
        from
    }
}

pub(super) fn chart(book: &Book, language: Language) -> Option<Chart> {
    let flows = &book.pictures.flows;
    if flows.iter().any(|flow| flow.amount < Fen::ZERO) {
        return None;
    }
    let whole = Fen::sum(flows.iter().map(|flow| flow.amount)).ok()?;
    if whole.is_zero() {
        return None;
    }
    let columns = columns(flows, whole, language);
    let title = language.either(
        "钱从哪里来，用到哪里去",
        "Where the money comes from and goes",
    );
    let unit = book.unit_of_money(language);
    let description = language.either_owned(
        || {
            format!(
                "资金来源、支出功能、支出经济分类之间的流向，合计 {} {unit}。",
                book.shown(whole)
            )
        },
        || {
            let whole = book.shown(whole);
            format!("From funds to functions to economic classes, {whole} {unit} in all.")
        },
    );
    let rows = flows.iter().map(|flow| {
        vec![
            language.fund(flow.fund).to_owned(),
            flow.functional_name.clone(),
            flow.economic_name.clone(),
            book.shown(flow.amount),
        ]
    });
    Some(Chart {
        id: "flow",
        title: title.to_owned(),
        svg: draw(flows, columns, whole, (title, &description), book, language),
        headings: match language {
            Language::Chinese => vec!["资金来源", "功能分类", "经济分类", "金额"],
            Language::English => vec!["Fund", "Function", "Economic class", "Amount"],
        },
        rows: rows.collect(),
    })
}

fn columns(flows: &[MoneyFlow], whole: Fen, language: Language) -> [Column; 3] {
    let all = || flows.iter();
    let funds = all().map(|flow| (fund_key(flow), language.fund(flow.fund).to_owned(), flow));
    let functions = all().map(|flow| {
        let (code, name) = (&flow.functional_class, &flow.functional_name);
        (code.clone(), name.clone(), flow)
    });
    let classes = all().map(|flow| {
        let (code, name) = (&flow.economic_class, &flow.economic_name);
        (code.clone(), name.clone(), flow)
    });
    [
        Column::new(funds, whole),
        Column::new(functions, whole),
        Column::new(classes, whole),
    ]
}

/// Return a key in the order in which tables print funds, which their names have not.
fn fund_key(flow: &MoneyFlow) -> String {
    let place = Fund::ALL.iter().position(|fund| *fund == flow.fund);
    format!("{:02}", place.unwrap_or_default())
}

fn draw(
    flows: &[MoneyFlow],
    mut columns: [Column; 3],
    whole: Fen,
    (title, description): (&str, &str),
    book: &Book,
    language: Language,
) -> String {
    let height = columns.iter().map(Column::bottom).max().unwrap_or(TOP) + LINE;
    let mut picture = canvas("flow", height, title, description);
    picture = picture.add(bands(flows, &mut columns, whole, book));
    let heads = match language {
        Language::Chinese => ["资金来源", "用于什么", "买什么"],
        Language::English => ["Source", "Function", "Spent on"],
    };
    for (at, (column, x)) in columns.iter().zip(COLUMNS).enumerate() {
        let (anchor, place) = match at {
            0 => (Anchor::Start, x),
            1 => (Anchor::Middle, x + BAR / 2),
            _ => (Anchor::End, x + BAR),
        };
        let head = heads.get(at).copied().unwrap_or_default();
        picture = picture.add(text((place, LINE), anchor, head).set("class", "head"));
        for (number, bar) in column.bars.iter().enumerate() {
            let color = color(number + at * 3);
            picture = picture.add(rectangle((x, bar.top), (BAR, bar.height), color));
            let (anchor, x) = if at == 2 {
                (Anchor::End, x - 40)
            } else {
                (Anchor::Start, x + BAR + 40)
            };
            let lines = [
                shortened(&bar.name, LETTERS.get(at).copied().unwrap_or(8)),
                book.shown(bar.amount),
            ];
            for (line, y) in lines
                .iter()
                .zip([bar.top + LINE - 45, bar.top + 2 * LINE - 45])
            {
                picture = picture.add(text((x, y), anchor, line).set("class", "halo"));
            }
        }
    }
    picture.to_string()
}

/// Draw the bands: from each fund to each function, and from each function to each class.
fn bands(flows: &[MoneyFlow], columns: &mut [Column; 3], whole: Fen, book: &Book) -> Group {
    let mut group = Group::new().set("fill-opacity", "0.35");
    let [funds, functions, classes] = columns;
    let band =
        |left: &mut Column, right: &mut Column, (from, to): (&str, &str), amount, x: [i64; 2]| {
            let height = scaled(amount, whole, WHOLE).max(4);
            let (left_place, right_place) = (left.place(from), right.place(to));
            let top_left = left.take(left_place, 1, height);
            let top_right = right.take(right_place, 0, height);
            let middle = i64::midpoint(x[0], x[1]);
            let data = Data::new()
                .move_to((x[0], top_left))
                .cubic_curve_to((middle, top_left, middle, top_right, x[1], top_right))
                .line_to((x[1], top_right + height))
                .cubic_curve_to((
                    middle,
                    top_right + height,
                    middle,
                    top_left + height,
                    x[0],
                    top_left + height,
                ))
                .close();
            (data, left_place, amount)
        };
    let mut drawn = Vec::new();
    for ((fund, class), amount) in sums(flows, |flow| {
        (fund_key(flow), flow.functional_class.clone())
    }) {
        let x = [COLUMNS[0] + BAR, COLUMNS[1]];
        drawn.push((band(funds, functions, (&fund, &class), amount, x), 0));
    }
    for ((function, class), amount) in sums(flows, |flow| {
        (flow.functional_class.clone(), flow.economic_class.clone())
    }) {
        let x = [COLUMNS[1] + BAR, COLUMNS[2]];
        drawn.push((band(functions, classes, (&function, &class), amount, x), 3));
    }
    for ((data, place, amount), offset) in drawn {
        let path = Path::new()
            .set("d", data)
            .set("fill", color(place + offset));
        group = group.add(path.add(Title::new(book.shown(amount))));
    }
    group
}

fn sums(
    flows: &[MoneyFlow],
    key: impl Fn(&MoneyFlow) -> (String, String),
) -> BTreeMap<(String, String), Fen> {
    let mut sums = BTreeMap::new();
    for flow in flows {
        let sum: &mut Fen = sums.entry(key(flow)).or_default();
        *sum = sum.checked_add(flow.amount).unwrap_or(*sum);
    }
    sums
}
