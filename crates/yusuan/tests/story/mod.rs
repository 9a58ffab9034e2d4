//! A small county's two years, told once for every test that needs a ledger with something of
//! everything in it: each act, each event, each kind of record, and vouchers of a foreign program.

use std::error::Error;
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use yusuan::{
    AssertedRow, Code, ContractDraft, ContractPart, Declaration, Direction, EconomicMapping, Fen,
    Fund, Kind, Ledger, Level, LineKey, NewDeclaration, NewStatement, Particulars, Policy,
    PolicyAction, Procurement, ProcurementCategory, ProcurementOn, Receipt, ReconcileOptions,
    ReservedFor, Scheme, Scope, SpendingPlan, StatementKind, UnitKind, date,
};

/// The unit the money is for.
pub(crate) const UNIT: &str = "社会保险中心";
const DEPARTMENT: &str = "人力资源和社会保障局";

type Told<T = ()> = Result<T, Box<dyn Error>>;

/// Tell the whole story into a new file.
pub(crate) fn write(path: &Path) -> Told {
    let mut ledger = Ledger::create(path, "county")?;
    begin(&mut ledger)?;
    approve_2024(&mut ledger)?;
    spend_2024(&mut ledger)?;
    adjust_2024(&mut ledger)?;
    drop(ledger);
    foreign_program(path)?;
    let mut ledger = Ledger::open(path)?;
    ledger.seal_foreign("导入旧系统凭证", &Particulars::default())?;
    close_2024(&mut ledger)?;
    open_2025(&mut ledger)?;
    reconcile_2025(&mut ledger)?;
    drop(ledger);
    lose_and_repair(path)
}

/// Somebody drops a view, and somebody notices.
fn lose_and_repair(path: &Path) -> Told {
    Connection::open(path)?.execute_batch("DROP VIEW carry_over")?;
    let repair = Ledger::repair(path, None, &Particulars::default())?;
    if let Some(copy) = repair.copy {
        std::fs::remove_file(copy)?;
    }
    Ok(())
}

fn on(text: &str) -> Told<Particulars> {
    Ok(Particulars::on(date::parse(text)?).document("财社〔2024〕1号"))
}

/// A line of the story by its codes.
pub(crate) fn line(
    year: i16,
    origin_year: i16,
    codes: (&str, &str),
    project: Option<&str>,
) -> LineKey {
    LineKey {
        year,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year,
        functional_code: codes.0.to_owned(),
        economic_code: codes.1.to_owned(),
        kind: match project {
            Some(_) => Kind::Project,
            None => Kind::BasicPublic,
        },
        project: project.map(str::to_owned),
    }
}

fn of_unit(key: LineKey) -> LineKey {
    LineKey {
        fund: Fund::UnitOtherIncome,
        ..key
    }
}

/// What the office of the unit runs on.
pub(crate) fn office() -> LineKey {
    line(2024, 2024, ("2080109", "30201"), None)
}

fn building() -> LineKey {
    line(2024, 2024, ("2299999", "30299"), Some("办公楼维修"))
}

fn training() -> LineKey {
    of_unit(line(2024, 2024, ("2080109", "30216"), Some("培训")))
}

fn code(scheme: Scheme, code: &str, name: &str) -> Code {
    Code {
        scheme,
        code: code.to_owned(),
        name: name.to_owned(),
        is_verified: true,
        source: "示例".to_owned(),
    }
}

fn catalogue(misc: &str) -> (Vec<Code>, Vec<EconomicMapping>) {
    use Scheme::{Economic, Functional, GovernmentEconomic};
    let codes = vec![
        code(Functional, "208", "社会保障和就业支出"),
        code(Functional, "20801", "人力资源和社会保障管理事务"),
        code(Functional, "2080109", "社会保险经办机构"),
        code(Functional, "229", "其他支出"),
        code(Functional, "22999", "其他支出"),
        code(Functional, "2299999", "其他支出"),
        code(Economic, "302", "商品和服务支出"),
        code(Economic, "30201", "办公费"),
        code(Economic, "30216", "培训费"),
        code(Economic, misc, "其他商品和服务支出"),
        code(GovernmentEconomic, "502", "机关商品和服务支出"),
        code(GovernmentEconomic, "50201", "办公经费"),
    ];
    let mapping = EconomicMapping {
        department_code: "30201".to_owned(),
        government_code: "50201".to_owned(),
        applies_to: "any".to_owned(),
        is_verified: true,
        source: "示例".to_owned(),
    };
    (codes, vec![mapping])
}

fn begin(ledger: &mut Ledger) -> Told {
    let none = Particulars::default();
    ledger.add_unit(DEPARTMENT, UnitKind::Department, None, &none)?;
    ledger.add_unit(UNIT, UnitKind::Institution, Some(DEPARTMENT), &none)?;
    ledger.add_unit("农机站", UnitKind::Other, None, &none)?;
    ledger.deactivate_unit("农机站", &none)?;
    let policy = Policy {
        first_year: 2024,
        last_year: 2030,
        value: Some("2".to_owned()),
        ..Policy::new("max_carry_years", PolicyAction::Deny, "财预〔2016〕18号")
    };
    let narrowed = Policy {
        value: Some("to_surplus".to_owned()),
        scope: Scope {
            fund: Some("government_fund".to_owned()),
            ..Scope::default()
        },
        ..Policy::new("closing", PolicyAction::Allow, "县财预〔2024〕3号")
    };
    ledger.set_policies(&[policy, narrowed], &none)?;
    let (codes, mappings) = catalogue("30299");
    ledger.load_codes(2024, &codes, &mappings, &none)?;
    ledger.prepare_year(2024, &none)?;
    Ok(())
}

fn approve_2024(ledger: &mut Ledger) -> Told {
    ledger.draft(&office(), Fen::new(8_188_000))?;
    ledger.draft(&building(), Fen::new(20_000_000))?;
    let carried = line(2024, 2023, ("2299999", "30299"), Some("驻村工作"));
    ledger.draft(&carried, Fen::new(500_000))?;
    ledger.draft(&training(), Fen::new(4_000_000))?;
    let carried = of_unit(line(2024, 2023, ("2080109", "30216"), Some("培训")));
    ledger.draft(&carried, Fen::new(70_000))?;
    ledger.budget_income(2024, UNIT, Fund::UnitOtherIncome, Fen::new(4_000_000))?;
    let total = Fen::new(28_188_000);
    ledger.control_total(2024, Fund::GeneralPublic, Level::Own, total)?;
    let approval = on("2024-02-01")?.prepared_by("王").reviewed_by("李");
    ledger.approve(2024, &approval.memo("年初批复").key("2024-0001"))?;
    Ok(())
}

fn spend_2024(ledger: &mut Ledger) -> Told {
    let march = on("2024-03-01")?;
    let paid = ledger.pay(office(), Fen::new(123_456), Some("甲公司"), &march)?;
    ledger.refund(paid.first_posting_id, Fen::new(3_456), &on("2024-03-05")?)?;
    let wrong = ledger.pay(office(), Fen::new(999), Some("乙公司"), &march)?;
    ledger.reverse(wrong.voucher_id, &on("2024-03-06")?)?;
    let contract = committed(ledger, "合同2024-7", 5_000_000)?;
    let april = on("2024-04-01")?;
    ledger.pay_commitment(contract, Fen::new(2_000_000), Some("丙公司"), &april)?;
    ledger.release(contract, Fen::new(400_000), &april)?;
    committed(ledger, "合同2024-8", 1_000_000)?;
    let fund = Fund::UnitOtherIncome;
    ledger.receive(2024, UNIT, fund, Fen::new(4_100_000), &april)?;
    ledger.return_income(2024, UNIT, fund, Fen::new(50_000), &april)?;
    ledger.pay(training(), Fen::new(3_300_000), None, &april)?;
    Ok(())
}

fn committed(ledger: &mut Ledger, contract: &str, fen: i64) -> Told<i64> {
    let receipt: Receipt = ledger.commit(
        building(),
        Fen::new(fen),
        contract,
        Some("丙公司"),
        &on("2024-03-10")?,
    )?;
    let created = receipt.commitment_ids.first().copied();
    created.ok_or_else(|| "a commitment without a number".into())
}

fn adjust_2024(ledger: &mut Ledger) -> Told {
    let may = on("2024-05-06")?;
    let village = line(2024, 2024, ("2299999", "30299"), Some("驻村工作"));
    ledger.supplement(village.clone(), Fen::new(10_000_000), &may)?;
    ledger.pay(&village, Fen::new(5_000_000), Some("丁村"), &may)?;
    ledger.reduce(office(), Fen::new(88_000), &may)?;
    ledger.transfer(office(), building(), Fen::new(100_000), &may)?;
    ledger.recall(office(), Fen::new(11_000), &may)?;
    ledger.prior_year_adjustment(
        line(2024, 2023, ("2299999", "30299"), Some("驻村工作")),
        Direction::Increase,
        Fen::new(7_000),
        None,
        &on("2024-06-03")?,
    )?;
    ledger.prior_year_adjustment(office(), Direction::Decrease, Fen::new(9_000), None, &may)?;
    let fund = Fund::UnitOtherIncome;
    for (direction, fen) in [(Direction::Increase, 60_000), (Direction::Decrease, 20_000)] {
        ledger.adjust_income(2024, UNIT, fund, direction, Fen::new(fen), &may)?;
    }
    ledger.to_surplus(office(), Fen::new(30_000), &may)?;
    ledger.use_surplus(office(), Fen::new(5_000), &may)?;
    ledger.surrender(2024, UNIT, Fund::GeneralPublic, Fen::new(10_000), &may)?;
    ledger.to_surplus(training(), Fen::new(20_000), &may)?;
    ledger.distribute(2024, UNIT, fund, Fen::new(8_000), &may)?;
    ledger.lapse(training(), Fen::new(30_000), &may)?;
    Ok(())
}

/// Another program writes by SQL: it knows no hashes.
fn foreign_program(path: &Path) -> Told {
    let connection = Connection::open(path)?;
    let next: (i64, i64) = connection.query_row(
        "SELECT max(voucher_id) + 1, max(first_posting_id + posting_count) FROM voucher",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let (voucher, posting) = next;
    let open = "INSERT INTO voucher (voucher_id, act, year, dated, document, first_posting_id,
        posting_count, record_count) VALUES (?1, ?2, ?3, ?4, '外部系统', ?5, ?6, ?7)";
    let no_year: Option<i64> = None;
    connection.execute(
        open,
        params![voucher, "post", 2024, "2024-07-01", posting, 1, 0],
    )?;
    let salt = [7_u8; 16];
    let note = "INSERT INTO note (note_id, voucher_id, posting_id, field, digest, salt, text)
        SELECT max(note_id) + 1, ?1, ?2, 'payee', ?3, ?4, '戊公司' FROM note";
    connection.execute(
        note,
        params![voucher, posting, note_digest(&salt, "戊公司"), salt],
    )?;
    let pay = "INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
        SELECT ?1, ?2, 'pay', 4242, line_id FROM line WHERE economic_code = '30201'";
    connection.execute(pay, [posting, voucher])?;
    let posting = posting + 1;
    let day = "2024-07-02";
    connection.execute(
        open,
        params![voucher + 1, "erase_text", no_year, day, posting, 0, 1],
    )?;
    let erase = "UPDATE note SET salt = NULL, text = NULL, erased_by = ?1
        WHERE note_id = (SELECT min(note_id) FROM note WHERE field = 'payee')";
    connection.execute(erase, [voucher + 1])?;
    connection.execute(
        open,
        params![voucher + 2, "load_successor", 2024, day, posting, 0, 1],
    )?;
    let successor =
        "INSERT INTO successor (successor_id, voucher_id, scheme, year, old, new, source)
        VALUES (1, ?1, 'economic', 2024, '30299', '30298', '示例')";
    connection.execute(successor, [voucher + 2])?;
    let rows: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM posting_rule)",
        [],
        |row| row.get(0),
    )?;
    connection.execute(
        open,
        params![voucher + 3, "load_chart", no_year, day, posting, 0, rows],
    )?;
    for sql in [
        "INSERT INTO account SELECT ?1, account, name_zh, side, total FROM account",
        "INSERT INTO posting_rule SELECT ?1, event, side, against_commitment, debit, credit
            FROM posting_rule",
    ] {
        connection.execute(sql, [voucher + 3])?;
    }
    Ok(())
}

/// What the chain holds of a text, as `docs/format.md` says.
fn note_digest(salt: &[u8; 16], text: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for (mark, bytes) in [(3_u8, salt.as_slice()), (2, text.as_bytes())] {
        hasher.update([mark]);
        hasher.update(u64::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_vec()
}

/// Close, undo it, and close again.
fn close_2024(ledger: &mut Ledger) -> Told {
    let none = Particulars::default();
    let (codes, mappings) = catalogue("30298");
    ledger.load_codes(2025, &codes, &mappings, &none)?;
    ledger.prepare_year(2025, &none)?;
    let plan = ledger.plan_close(2024)?;
    ledger.close(&plan, &none)?;
    ledger.undo_close(2024, "漏记一笔", &none)?;
    ledger.pay(office(), Fen::new(1), None, &on("2024-12-31")?)?;
    let plan = ledger.plan_close(2024)?;
    ledger.close(&plan, &none)?;
    Ok(())
}

fn training_2025() -> LineKey {
    of_unit(line(2025, 2025, ("2080109", "30216"), Some("培训")))
}

fn open_2025(ledger: &mut Ledger) -> Told {
    let office = line(2025, 2025, ("2080109", "30201"), None);
    ledger.draft(&office, Fen::new(9_000_000))?;
    ledger.draft(&training_2025(), Fen::new(1_000_000))?;
    let fund = Fund::UnitOtherIncome;
    ledger.budget_income(2025, UNIT, fund, Fen::new(1_000_000))?;
    ledger.approve(2025, &on("2025-02-17")?)?;
    let march = on("2025-03-03")?;
    let rounded = Fen::new(333_333);
    ledger.pay(
        &office,
        rounded,
        Some("甲公司"),
        &march.clone().key("2025-0001"),
    )?;
    let adjustment = (
        Direction::Increase,
        Fen::new(100),
        Some(first_payment(ledger)?),
    );
    let (direction, amount, refunds) = adjustment;
    let carried = line(2025, 2024, ("2080109", "30201"), None);
    ledger.prior_year_adjustment(&carried, direction, amount, refunds, &march)?;
    contracts(ledger, &office, &march)
}

/// A contract over two years, amended and committed, and a mark of procurement.
fn contracts(ledger: &mut Ledger, office: &LineKey, march: &Particulars) -> Told {
    let part = |year: i16, fen: i64| ContractPart {
        key: line(year, year, ("2080109", "30201"), None),
        due_on: None,
        amount: Fen::new(fen),
    };
    let contract = ContractDraft {
        category: Some(ProcurementCategory::Services),
        reserved_for: Some(ReservedFor::Small),
        counterparty: Some("物业公司".to_owned()),
        ..ContractDraft::new("HT-2025-07", "物业服务", UNIT, date::parse("2025-03-01")?)
    };
    let none = Particulars::default();
    ledger.sign_contract(&contract, &[part(2025, 50_000), part(2026, 40_000)], &none)?;
    ledger.amend_contract(
        "HT-2025-07",
        &[part(2026, -10_000)],
        Some("减少面积"),
        &none,
    )?;
    ledger.commit_contract("HT-2025-07", 2025, march)?;
    let on = ProcurementOn::line(office);
    let category = ProcurementCategory::Goods;
    ledger.mark_procurement(&on, category, None, Fen::new(70_000), &none)?;
    Ok(())
}

fn first_payment(ledger: &Ledger) -> Told<i64> {
    let entries = ledger.log(0, None)?;
    let mut postings = entries.iter().flat_map(|entry| &entry.postings);
    let first = postings.find(|posting| posting.event == "pay");
    first
        .map(|posting| posting.posting_id)
        .ok_or_else(|| "nothing was paid".into())
}

/// The treasury's list of March: one payment of the ledger, and one that it has not.
fn reconcile_2025(ledger: &mut Ledger) -> Told {
    let file = ledger.path().with_extension("csv");
    let rows = "日期,支付金额,流水号\n2025-03-04,3333.33,2025-0001\n2025-03-20,12.00,2025-0002\n";
    std::fs::write(&file, rows)?;
    let new = NewStatement {
        kind: StatementKind::Treasury,
        name: "国库集中支付".to_owned(),
        first_on: None,
        last_on: None,
    };
    let none = Particulars::default();
    ledger.load_statement(&file, &new, &none)?;
    std::fs::remove_file(file)?;
    let report = ledger.reconcile(1, &ReconcileOptions::default())?;
    ledger.confirm_matches(&report.proposals(), &none)?;
    ledger.cancel_match(1, &none)?;
    let office = AssertedRow::Line(line(2025, 2025, ("2080109", "30201"), None).into());
    let (march, paid) = (date::parse("2025-03-31")?, Fen::new(333_333));
    ledger.assert_balance(&office, "paid", march, paid, "国库三月对账单", &none)?;
    ledger.confirm_matches(&report.proposals(), &none)?;
    ledger.plan_spending(training_2025(), SpendingPlan::ByQuarter, &none)?;
    overriding(ledger)
}

/// More for training, which only a document allows.
fn overriding(ledger: &mut Ledger) -> Told {
    let from = line(2025, 2025, ("2080109", "30201"), None);
    let to = LineKey {
        economic_code: "30216".to_owned(),
        ..from.clone()
    };
    let on = on("2025-11-02")?.overriding("three_public_increase", "县政府会议纪要〔2025〕3号");
    ledger.transfer(&from, &to, Fen::new(1), &on)?;
    merge(ledger)
}

/// A station that was taken over at the end of 2024, and the surplus that it left.
fn merge(ledger: &mut Ledger) -> Told {
    let (station, fund, may) = ("劳务站", Fund::UnitOtherIncome, on("2025-11-03")?);
    let none = Particulars::default();
    ledger.add_unit(station, UnitKind::Institution, Some(DEPARTMENT), &none)?;
    let left = LineKey {
        unit: station.to_owned(),
        ..training_2025()
    };
    ledger.receive(2025, station, fund, Fen::new(5_000), &may)?;
    ledger.supplement(&left, Fen::new(5_000), &may)?;
    ledger.to_surplus(&left, Fen::new(5_000), &may)?;
    ledger.earmark_surplus(2025, station, fund, Fen::new(2_000), &may)?;
    ledger.deactivate_unit(station, &none)?;
    let file = ledger.path().with_extension("csv");
    std::fs::write(
        &file,
        format!("scheme,old,new,source\nunit,{station},{UNIT},县编办〔2024〕5号\n"),
    )?;
    ledger.load_successors(2024, &file, &none)?;
    std::fs::remove_file(file)?;
    ledger.pool_surplus(2025, station, fund, Fen::new(3_000), &may)?;
    ledger.pool_earmarked(2025, station, fund, Fen::new(2_000), &may)?;
    declare(ledger)
}

/// What the office means to buy, and then less of it.
fn declare(ledger: &mut Ledger) -> Told {
    for fen in [1_300_000, 1_200_000] {
        let bought = Procurement {
            total_fen: Fen::new(fen),
            goods_fen: Fen::new(fen),
            ..Procurement::default()
        };
        let declaration = NewDeclaration {
            unit: UNIT.to_owned(),
            content: Declaration::Procurement(bought),
        };
        ledger.declare(2025, &[declaration], &Particulars::default())?;
    }
    Ok(())
}
