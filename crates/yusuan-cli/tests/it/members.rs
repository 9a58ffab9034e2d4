//! The members of every answer in JSON, as docs/json.md tells them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::county::{County, UNIT, commands};

const PAGE: &str = include_str!("../../../../docs/json.md");
const MARK: &str = "<!-- What follows is compared with what the commands answer. -->\n";

/// What is said of a member: its kinds of value.
type Members = BTreeMap<String, BTreeSet<&'static str>>;

/// Objects whose members are named by the data: codes of columns and rows, words of a template.
const NAMED_BY_DATA: [&str; 1] = ["cells"];

/// Set this to write the page anew, and read what changed.
const UPDATE: &str = "YUSUAN_UPDATE_PAGES";

/// Integers that are no money: numbers of things, years, counts.
fn is_no_money(name: &str) -> bool {
    const ENDINGS: [&str; 6] = ["_id", "_ids", "_count", "year", "_years", "version"];
    const NAMES: [&str; 20] = [
        "amounts",
        "candidates",
        "commitments_carried",
        "commitments_released",
        "compared",
        "count",
        "hundredths",
        "id",
        "income_level",
        "line",
        "lines_carried",
        "lines_estimated",
        "month",
        "number",
        "postings",
        "rounded",
        "row",
        "rows",
        "vouchers",
        "days",
    ];
    ENDINGS.iter().any(|ending| name.ends_with(ending)) || NAMES.contains(&name)
}

fn collect(value: &Value, path: &str, members: &mut Members) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "integer",
        Value::String(_) => "text",
        Value::Array(items) => {
            for item in items {
                collect(item, &format!("{path}[]"), members);
            }
            "list"
        }
        Value::Object(object) => {
            let is_named_by_data = NAMED_BY_DATA.iter().any(|name| path.ends_with(name));
            for (name, value) in object {
                let name = if is_named_by_data { "*" } else { name };
                let dot = if path.is_empty() { "" } else { "." };
                collect(value, &format!("{path}{dot}{name}"), members);
            }
            "object"
        }
    };
    members.entry(path.to_owned()).or_default().insert(kind);
}

/// What runs over the ledger of the demo in which 2025 is closed and 2026 is drafted.
const DRAFTED: &str = "
units
years
declaration load {declarations}
declaration show 2026
load-catalogue 2026 functional {codes}
adopt-catalogue 2027 --from 2026
load-successors 2026 {successors}
successors 2026
policy list 2026
policy load {policies}
policy set four_eyes allow --source 内控手册
draft 5.00 --year 2026 {key}
delete-draft --year 2026 {key}
early 5.00 --year 2026 {key} --dated 2026-01-04 --document 财预1号
income 2026 {unit} special_account 5.00
delete-income 2026 {unit} special_account
unit 新单位 --kind agency
deactivate-unit 新单位
control-total 2026 government_fund own 5.00
delete-control-total 2026 government_fund own
certificate 2025
closing-history 2025
";

/// What runs over the ledger of the demo in which 2025 is open.
const OPEN: &str = "
head
pay 30.00 --line 24 --dated 2025-03-01 --payee 某公司 --document 发票 --key a --prepared-by 王 --memo 纸
pay 30.00 --line 24 --dated 2025-03-01 --payee 某公司 --document 发票 --key a --prepared-by 王 --memo 纸
refund 175 1.00 --dated 2025-03-02
supplement 5.00 --line 24 {paper} --reason 增人 --legal-kind budget_adjustment
reduce 1.00 --line 24 {paper}
recall 1.00 --line 24 {paper}
transfer 1.00 --line 24 --to-line 27 {paper}
rebalance 24=-1.00 27=1.00 {paper}
lapse 1.00 --line 24 {paper}
prior-year-adjustment 1.00 --decrease --line 13 {paper}
refund-prior-year 30 1.00 {paper}
commit 50.00 --line 24 --contract HT-1 --counterparty 某公司 {paper}
increase-commitment 1 5.00 {paper}
pay 5.00 --commitment 1 {paper}
release 1 5.00 {paper}
close-commitment 1 {paper}
sign-contract HT-9 物业 --signed-on 2025-03-01 --parts {parts} --category services --counterparty 某公司
amend-contract HT-9 --parts {less} --reason 减少
contract-parts 2025
commit-contract HT-9 2025 {paper}
pay-contract HT-9 10.00 {paper}
contracts
contract HT-9
commitments 2025
mark-procurement 40.00 --line 24 --category 货物 --reserved-for small
procurement 2025
close-contract HT-9 --dated 2025-09-30
post {entries} {paper}
plan-spending --by month --line 29
spending-plan --line 29
income 2025 {unit} unit_other_income 5.00 --received 2025-04-01
to-surplus 1.00 --line 13 {paper}
surplus surrender 2025 {unit} general_public 0.50 {paper}
use-surplus 0.50 --line 24 {paper}
incomes 2025
surpluses
statement load {statement} --kind treasury --name 国库
statement list
reconcile 1 --confirm
assert 0 --line 1 --total available --on 2025-06-30 --source 国库
assertions
policy report 2025
erase --voucher 148 --field memo
explain --line 24
log --after 140 --limit 100
execution 2025 --by month
lines 2025
tables 2025 --table budget-01
narrative 2025
checks 2025
publish 2025 --out {book} --only json
export-parquet --out {lake}
export-journal --for hledger --out {journal}
copy --out {copy}
verify
migrate
seal-foreign --reason 迁入
reverse 149 --dated 2025-03-02
reverse-posting 175 {paper}
year 2026
draft 5.00 --year 2026 --origin-year 2025 {key}
approve 2026 --document 批复 --dated 2026-01-20
commit 5.00 --line 24 --contract HT-2 --counterparty 某公司 {paper}
close 2025 --dry-run
close 2025 --prepared-by 王 --reviewed-by 李 --document 文
true-up 2026 --dry-run
true-up 2026 --dated 2026-03-10 --document 决算
undo-close 2025 --reason 漏记
";

/// What runs from nothing.
const NEW: &str = "
create --title 县
unit {unit} --kind institution
year 2025
import {lines}
draft 5.00 --year 2025 --origin-year 2024 {key}
lines 2025
income 2025 {unit} unit_other_income 10000.00
approve 2025 --document 批复 --dated 2025-02-17
true-up-line 1.00 --decrease --year 2025 --origin-year 2024 {key} {paper}
";

/// What needs no ledger of its own.
const BARE: &str = "
template lines --out {template}
completions fish
manual --out {manual}
check-disclosure {tables}
";

/// The answers of commands, by the names of these.
struct Answers {
    folder: tempfile::TempDir,
    words: Vec<(&'static str, String)>,
    members: BTreeMap<String, Members>,
}

impl Answers {
    fn of_all() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut answers = Self {
            words: words(folder.path()),
            folder,
            members: BTreeMap::new(),
        };
        answers.run(&County::of_closed_demo(), DRAFTED);
        let county = County::of_demo();
        let head = county.run("head").done().trim().to_owned();
        // The anchor line has blanks, by which the words of a line are parted here.
        answers.keep(
            "diff",
            &crate::county::yusuan(&["diff", &path_of(&county), &head, "--json"]).out,
        );
        answers.run(&county, OPEN);
        let altered = County::of_demo();
        alter(&altered);
        answers.keep("repair", &altered.run("repair --json").out);
        answers.run(&County::nowhere(), NEW);
        for line in BARE.lines().filter(|line| !line.is_empty()) {
            let line = answers.filled(line);
            let words: Vec<&str> = line.split_whitespace().chain(["--json"]).collect();
            let said = crate::county::yusuan(&words);
            answers.keep(words[0], &said.out);
        }
        answers
    }

    fn filled(&self, line: &str) -> String {
        let words = self.words.iter();
        words.fold(line.to_owned(), |line, (name, word)| {
            line.replace(&format!("{{{name}}}"), word)
        })
    }

    fn run(&mut self, county: &County, script: &str) {
        for line in script.lines().filter(|line| !line.is_empty()) {
            let line = self.filled(line);
            let said = county.run(&format!("{line} --json"));
            assert!([0, 5].contains(&said.code), "{line}: {}", said.talk);
            let is_group = ["declaration ", "policy ", "statement "];
            let is_group = is_group.iter().any(|group| line.starts_with(group));
            let words = line.split_whitespace().take(1 + usize::from(is_group));
            let name = words.collect::<Vec<_>>().join(" ");
            self.keep(&name, &said.out);
        }
    }

    fn keep(&mut self, name: &str, answer: &str) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let is_receipt = ["first_posting_id", "commitment_ids", "is_repeated"];
        let is_receipt = is_receipt.iter().all(|member| answer.get(member).is_some());
        let members = self.members.entry(name.to_owned()).or_default();
        if is_receipt {
            members.insert(RECEIPT.to_owned(), BTreeSet::new());
            collect(
                &answer,
                "",
                self.members.entry(RECEIPT.to_owned()).or_default(),
            );
        } else {
            collect(&answer, "", members);
        }
    }

    /// Return the page's part on members.
    fn page(&self) -> String {
        let receipts: Vec<String> = self
            .members
            .iter()
            .filter(|(_, members)| members.contains_key(RECEIPT))
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let mut page = format!("\n## Receipts\n\n{}\n\n", receipts.join(", "));
        page += &block(&self.members[RECEIPT]);
        for (name, members) in &self.members {
            let others: Members = members
                .iter()
                .filter(|(path, _)| *path != RECEIPT)
                .map(|(path, kinds)| (path.clone(), kinds.clone()))
                .collect();
            if name != RECEIPT && !others.is_empty() {
                let _ = write!(page, "\n## {name}\n\n{}", block(&others));
            }
        }
        page
    }
}

/// Change the text of a view in the file itself.
fn alter(county: &County) {
    let path = county.path("county.db");
    let mut bytes = fs::read(&path).unwrap();
    let text = b"CREATE VIEW carry_over AS\n";
    let at = bytes.windows(text.len()).position(|found| found == text);
    bytes[at.unwrap() + text.len() - 1] = b' ';
    fs::write(&path, bytes).unwrap();
}

/// Stands for a receipt among the members of an answer.
const RECEIPT: &str = "(receipt)";

fn path_of(county: &County) -> String {
    county.path("county.db").to_str().unwrap().to_owned()
}

/// Return members as a block of text, without those that only hold others.
fn block(members: &Members) -> String {
    let mut text = "```text\n".to_owned();
    for (path, kinds) in members {
        let holds_others = |ends: &str| {
            let begin = format!("{path}{ends}");
            members
                .keys()
                .any(|other| other.starts_with(&begin) && other != path)
        };
        let kinds: Vec<&str> = kinds
            .iter()
            .filter(|kind| {
                !matches!(**kind, "list" | "object")
                    || !(holds_others("[]") || holds_others(".") || path.is_empty())
            })
            .copied()
            .collect();
        if !kinds.is_empty() {
            let path = if path.is_empty() { "(answer)" } else { path };
            let _ = writeln!(text, "{path}: {}", kinds.join(" or "));
        }
    }
    text + "```\n"
}

/// Return what stands for words in the scripts, files among them.
fn words(folder: &Path) -> Vec<(&'static str, String)> {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let write = |name: &str, content: &str| {
        fs::write(folder.join(name), content).unwrap();
        path(name)
    };
    let part = "year,fund,functional_code,economic_code,kind,amount\n\
                2025,general_public,2080109,30201,basic_public,";
    let declared = format!(
        "year = 2026\nunit = '{UNIT}'\n[procurement]\ntotal = '3.00'\ngoods = '1.00'\n\
         works_fen = 0\nservices = '2.00'\nreserved_sme = '0.00'\nreserved_micro = '0.00'\n"
    );
    vec![
        ("unit", UNIT.to_owned()),
        ("paper", "--dated 2025-03-02 --document 文".to_owned()),
        (
            "key",
            "--fund general_public --functional-code 2080109 --economic-code 30201 \
             --kind basic_public"
                .to_owned(),
        ),
        ("declarations", write("declared.toml", &declared)),
        ("codes", write("codes.csv", "code,name\n298,类\n")),
        (
            "successors",
            write(
                "successors.csv",
                "scheme,old,new\nfunctional,2080109,2080112\n",
            ),
        ),
        (
            "policies",
            write("policies.csv", "name,action,source\nfour_eyes,allow,内控\n"),
        ),
        (
            "lines",
            write("lines.csv", include_str!("../../demo/lines-2025.csv")),
        ),
        ("parts", write("parts.csv", &format!("{part}90.00\n"))),
        ("less", write("less.csv", &format!("{part}-10.00\n"))),
        (
            "entries",
            write("entries.csv", "event,line,amount\npay,24,5.00\n"),
        ),
        (
            "statement",
            write(
                "statement.csv",
                "日期,支付金额\n2025-03-02,29.00\n2025-03-02,5.00\n",
            ),
        ),
        (
            "tables",
            write(
                "tables.json",
                include_str!("../../../../tests/cases/first-user/budget-2025.json"),
            ),
        ),
        ("book", path("book")),
        ("lake", path("lake")),
        ("journal", path("county.journal")),
        ("copy", path("copy.db")),
        ("template", path("template.csv")),
        ("manual", path("man1")),
    ]
}

#[test]
fn every_member_of_every_answer_is_on_the_page() {
    let answers = Answers::of_all();
    let mut answered: BTreeSet<String> = answers.members.keys().cloned().collect();
    // What it answers is put together from what others answer.
    answered.insert("demo".to_owned());
    let missing: Vec<String> = commands().difference(&answered).cloned().collect();
    assert_eq!(missing, [""; 0], "no script runs these");
    let (begin, told) = PAGE.split_once(MARK).unwrap();
    let page = answers.page();
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json.md");
        fs::write(path, format!("{begin}{MARK}{page}")).unwrap();
        return;
    }
    let differs = page
        .lines()
        .zip(told.lines())
        .find(|(made, told)| made != told);
    assert!(
        page == told,
        "docs/json.md says otherwise, from {differs:?} on: what programs read has changed. \
         If that is meant, run this test with {UPDATE}=1, and write it into CHANGELOG.md"
    );
    drop(answers.folder);
}

#[test]
fn every_amount_is_named_in_fen() {
    let members = PAGE.lines().filter_map(|line| line.split_once(": "));
    let integers = members.filter(|(_, kinds)| kinds.contains("integer"));
    let names = integers.map(|(path, _)| {
        let path = path.trim_end_matches("[]");
        path.rsplit('.').next().unwrap()
    });
    let names: Vec<&str> = names.collect();
    assert!(names.len() > 300, "the page has no members");
    let unclear: BTreeSet<&str> = names
        .into_iter()
        .filter(|name| *name != "fen" && !name.ends_with("_fen") && !is_no_money(name))
        .collect();
    assert_eq!(unclear, BTreeSet::new(), "is it money, or what is it?");
}
