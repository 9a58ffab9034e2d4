//! The acts of each scenario.

use fastrand::Rng;
use yusuan::import::Source;
use yusuan::{
    Entry, Error, Fen, FileError, Ledger, LineId, NoteField, Output, Particulars, Payment, Result,
    TextPlace, UnitKind,
};

use super::base::{self, key, known, on};
use super::{Act, Scenario, copy_name, tell_of_copy};

/// Return the acts of a scenario.
pub(super) fn of(scenario: Scenario, random: &mut Rng) -> Vec<Act> {
    match scenario {
        Scenario::Post => post(random),
        Scenario::List => list(random),
        Scenario::Import => import(random),
        Scenario::Close => close(random),
        Scenario::Log => log(random),
        Scenario::Erase => erase(random),
        Scenario::Copy => copy(random),
        Scenario::Migrate => migrate(random),
        Scenario::Create => create(random),
    }
}

fn act(name: &'static str, work: impl Fn(&mut Ledger) -> Result<()> + 'static) -> Act {
    Act::new(name, move |desk| work(desk.ledger()?))
}

fn reopen() -> Act {
    Act::new("reopen", |desk| {
        desk.leave();
        desk.ledger().map(drop)
    })
}

fn day(random: &mut Rng) -> String {
    format!("2025-{:02}-{:02}", random.u8(3..=12), random.u8(1..=28))
}

/// What is said of the act of a number: its key is used once.
fn said(random: &mut Rng, number: usize) -> Particulars {
    on(&day(random)).key(format!("K{number:04}"))
}

fn line(random: &mut Rng) -> LineId {
    LineId::new(random.i64(1..=base::LINES))
}

fn amount(random: &mut Rng) -> Fen {
    Fen::new(random.i64(1..=50_000))
}

fn pay(random: &mut Rng, number: usize) -> Act {
    let (line, amount, said) = (line(random), amount(random), said(random, number));
    let said = said.memo("差旅".repeat(random.usize(1..=60)));
    act("pay", move |ledger| {
        ledger.pay(line, amount, Some("某公司"), &said).map(drop)
    })
}

fn post(random: &mut Rng) -> Vec<Act> {
    let mut acts = Vec::new();
    for number in 0..random.usize(8..=14) {
        let (line, amount) = (line(random), amount(random));
        let said = said(random, number);
        let next = LineId::new(line.get() % base::LINES + 1);
        let known = known();
        acts.push(match random.u8(..10) {
            0 => act("supplement", move |ledger| {
                ledger.supplement(line, amount, &said).map(drop)
            }),
            1 => act("reduce", move |ledger| {
                ledger.reduce(line, amount, &said).map(drop)
            }),
            2 => act("transfer", move |ledger| {
                ledger.transfer(line, next, amount, &said).map(drop)
            }),
            3 => act("commit", move |ledger| {
                ledger.commit(line, amount, "合同", None, &said).map(drop)
            }),
            4 => act("pay_commitment", move |ledger| {
                let paid = ledger.pay_commitment(known.commitment, amount, None, &said);
                paid.map(drop)
            }),
            5 => act("refund", move |ledger| {
                ledger.refund(known.payment, amount, &said).map(drop)
            }),
            6 => act("recall", move |ledger| {
                ledger.recall(line, amount, &said).map(drop)
            }),
            7 => reopen(),
            _ => pay(random, number),
        });
    }
    let said = said(random, 99);
    acts.push(act("reverse", move |ledger| {
        ledger.reverse(known().other_voucher, &said).map(drop)
    }));
    acts
}

fn payments(random: &mut Rng, count: usize, start: usize, memo: usize) -> Vec<Payment> {
    let payments = (start..start + count).map(|number| {
        let said = said(random, number).memo("摘要".repeat(random.usize(0..=memo)));
        Payment::new(line(random), amount(random), said)
    });
    payments.collect()
}

fn pay_many(random: &mut Rng, start: usize, memo: usize) -> Act {
    let count = random.usize(2..=60);
    let payments = payments(random, count, start, memo);
    act("pay_many", move |ledger| {
        ledger.pay_many(&payments).map(drop)
    })
}

fn list(random: &mut Rng) -> Vec<Act> {
    let mut acts = vec![pay_many(random, 0, 20)];
    let mut table = "line,amount_fen,dated,key\n".to_owned();
    for number in 100..random.usize(101..=140) {
        let (line, amount) = (line(random).get(), amount(random).get());
        let day = day(random);
        table.extend([format!("{line},{amount},{day},K{number:04}\n")]);
    }
    let papers = on("2025-04-01");
    acts.push(act("post_many", move |ledger| {
        let source = Source::bytes("追加.csv", table.as_bytes());
        ledger
            .post_many(&source, Some("supplement"), &papers)
            .map(drop)
    }));
    let count = random.usize(2..=12);
    let entries: Vec<Entry> = (0..count)
        .map(|_| Entry::pay(line(random), amount(random)).payee("某公司"))
        .collect();
    let papers = said(random, 200);
    acts.push(act("post", move |ledger| {
        ledger.post(&entries, &papers).map(drop)
    }));
    let several = payments(random, 6, 300, 10);
    acts.push(act("transaction", move |ledger| {
        ledger.transaction(|ledger| {
            for payment in several.chunks(2) {
                ledger.pay_many(payment)?;
            }
            Ok(())
        })
    }));
    acts.push(reopen());
    acts.push(pay_many(random, 400, 200));
    acts
}

fn import(random: &mut Rng) -> Vec<Act> {
    let mut table = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,\
                     amount_fen\n"
        .to_owned();
    let mut total = 0;
    for number in 0..random.i64(5..=60) {
        let (key, amount) = (key(2026, number), amount(random).get());
        total += amount;
        let project = key.project.unwrap_or_default();
        table.extend([format!(
            "2026,{},general_public,own,2026,2080109,{},project,{project},{amount}\n",
            key.unit, key.economic_code
        )]);
    }
    let (extra, changed) = (amount(random), amount(random));
    total += changed.get();
    vec![
        act("prepare_year", |ledger| {
            ledger.prepare_year(2026, &Particulars::default()).map(drop)
        }),
        act("import_lines", move |ledger| {
            let imported = ledger.import_lines_from("lines.csv", table.as_bytes());
            imported.map(drop)
        }),
        act("draft", move |ledger| {
            ledger.draft(&key(2026, 900), extra).map(drop)
        }),
        act("draft again", move |ledger| {
            ledger.draft(&key(2026, 900), changed).map(drop)
        }),
        act("control_total", move |ledger| {
            let key = key(2026, 0);
            ledger.control_total(2026, key.fund, key.level, Fen::new(total))
        }),
        act("approve", |ledger| {
            let approval = on("2026-02-01").key("批复");
            ledger.approve(2026, &approval).map(drop)
        }),
    ]
}

fn close_2025(name: &'static str) -> Act {
    act(name, |ledger| {
        let plan = ledger.plan_close(2025)?;
        ledger.close(&plan, &Particulars::default()).map(drop)
    })
}

fn close(random: &mut Rng) -> Vec<Act> {
    let mut acts = vec![act("prepare_year", |ledger| {
        ledger.prepare_year(2026, &Particulars::default()).map(drop)
    })];
    acts.push(pay(random, 0));
    acts.push(close_2025("close"));
    if random.bool() {
        acts.push(reopen());
    }
    acts.push(act("undo_close", |ledger| {
        ledger.undo_close(2025, "更正", &on("2025-12-31"))
    }));
    acts.push(pay(random, 1));
    acts.push(close_2025("close again"));
    acts
}

/// The log goes back into the file after a thousand pages of 4 KiB.
fn log(random: &mut Rng) -> Vec<Act> {
    let mut acts = Vec::new();
    for number in 0..random.usize(3..=5) {
        let payments = payments(random, 150, number * 1_000, 1_500);
        acts.push(act("pay_many", move |ledger| {
            ledger.pay_many(&payments).map(drop)
        }));
        acts.push(pay(random, number * 1_000 + 900));
    }
    acts.push(reopen());
    acts.push(pay(random, 9_000));
    acts
}

fn erase(random: &mut Rng) -> Vec<Act> {
    let known = known();
    let erasing = |name, place, field| {
        act(name, move |ledger: &mut Ledger| {
            let erased = ledger.erase_text(place, field, &on("2025-06-01"));
            erased.map(drop)
        })
    };
    let (first, second) = (TextPlace::Voucher(known.voucher), known.other_voucher);
    vec![
        pay(random, 0),
        erasing("erase_text", first, Some(NoteField::Payee)),
        pay(random, 1),
        erasing("erase_text all", TextPlace::Voucher(second), None),
        pay(random, 2),
    ]
}

fn copy_to(number: usize) -> Act {
    Act::new("copy_to", move |desk| {
        let name = copy_name(number);
        let output = match Output::prepare(desk.folder.join(&name)) {
            // Who was killed right behind it finds the copy, and whether it is whole is looked at.
            Err(Error::File(FileError::Database { .. })) => return Ok(()),
            prepared => prepared?,
        };
        desk.ledger()?.copy_to(output)?;
        tell_of_copy(desk, &name);
        Ok(())
    })
}

fn copy(random: &mut Rng) -> Vec<Act> {
    let mut acts = vec![pay_many(random, 0, 20), copy_to(1), pay(random, 100)];
    if random.bool() {
        acts.push(reopen());
    }
    acts.push(copy_to(acts.len()));
    acts.push(pay(random, 101));
    acts
}

fn migrate(random: &mut Rng) -> Vec<Act> {
    let amount = amount(random);
    vec![
        Act::new("migrate", |desk| {
            desk.leave();
            Ledger::migrate(desk.path()).map(drop)
        }),
        act("add_unit", move |ledger| {
            let name = format!("新单位{}", amount.get());
            let none = Particulars::default();
            ledger
                .add_unit(&name, UnitKind::Other, None, &none)
                .map(drop)
        }),
    ]
}

fn create(random: &mut Rng) -> Vec<Act> {
    let count = random.usize(1..=3);
    let mut acts = vec![Act::new("create", |desk| {
        desk.leave();
        match Ledger::create(desk.path(), "某县") {
            // Who asks again for what was done finds it there.
            Err(Error::File(FileError::Exists { .. })) => desk.ledger().map(drop),
            created => created.map(drop),
        }
    })];
    for number in 0..count {
        acts.push(act("add_unit", move |ledger| {
            let name = format!("单位{number}");
            let none = Particulars::default();
            ledger
                .add_unit(&name, UnitKind::Other, None, &none)
                .map(drop)
        }));
    }
    acts.push(act("prepare_year", |ledger| {
        ledger.prepare_year(2026, &Particulars::default()).map(drop)
    }));
    acts
}
