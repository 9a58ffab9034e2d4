//! What can be typed.

mod adjustment;
mod amount;
mod assertion;
mod contract;
mod correction;
mod declaration;
mod early;
mod erasure;
mod execution;
mod history;
mod importing;
mod line;
mod narrative;
mod particulars;
mod policy;
mod preparation;
mod published;
mod reading;
mod reconcile;
mod register;
mod shell;
mod spending_plan;
mod successor;
mod surplus;
mod voucher;
mod year_end;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use adjustment::{AdjustmentArguments, OverrideArguments};
pub(crate) use amount::AmountArguments;
pub(crate) use assertion::{Assert, AssertionCommand};
pub(crate) use contract::{
    AmendContract, CloseCommitment, CloseContract, CommitContract, ContractCommand,
    MarkProcurement, OneContract, OneYear, PayContract, SignContract,
};
pub(crate) use correction::{CorrectionCommand, Directed, Rebalance};
pub(crate) use declaration::DeclarationCommand;
pub(crate) use early::{DeleteControlTotal, DeleteIncome, TrueUp};
pub(crate) use erasure::Erase;
pub(crate) use execution::{
    Adjust, Commit, Income, IncomeEvent, OnCommitment, OnLine, Pay, Refund, Reverse, Transfer,
};
pub(crate) use history::{AsOfArguments, Diff, Execution, Explain, Log, OfAllYears, OfYear};
pub(crate) use importing::{Import, ImportingCommand, Template};
pub(crate) use line::{LineArguments, ToLineArguments, fund, level, only_unit};
pub(crate) use narrative::{BookCommand, Narrative};
pub(crate) use particulars::ParticularsArguments;
pub(crate) use policy::{LoadPolicies, PolicyCommand, PolicyYear, SetPolicy};
pub(crate) use preparation::{
    AdoptCatalogue, Approve, ControlTotal, Create, DeleteDraft, LoadCatalogue, OnDraft,
    PrepareYear, Unit,
};
pub(crate) use published::{
    CheckDisclosure, ExportJournal, ExportParquet, Publish, PublishedCommand,
};
pub(crate) use reading::{Checks, Demo, Lines, Repair, Tables, Verify};
pub(crate) use reconcile::{Reconcile, StatementCommand};
pub(crate) use register::{CertificateOf, RegisterCommand, SealForeign};
pub(crate) use shell::{Completions, Manual, ShellCommand};
pub(crate) use spending_plan::{Period, PlanCommand, PlanSpending, ShowPlan};
pub(crate) use successor::LoadSuccessors;
pub(crate) use surplus::{Surplus, SurplusEvent, UseSurplus};
pub(crate) use voucher::{Post, RefundPriorYear, ReversePosting};
pub(crate) use year_end::{Close, UndoClose};

use crate::exit;

/// A double-checked ledger for public money in one SQLite file.
#[derive(Debug, Parser)]
#[command(
    name = "yusuan",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    after_help = exit::HELP
)]
pub(crate) struct Arguments {
    /// Answer with one JSON document
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A file that is not opened as a ledger, or waits for nobody.
#[derive(Debug, Args)]
pub(crate) struct FilePath {
    /// The ledger file
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,
}

/// The ledger that a command is about.
#[derive(Debug, Args)]
pub(crate) struct LedgerFile {
    /// The ledger file
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// How long to wait for another program that is writing
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    pub(crate) wait: u16,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Close a year, open the next and print its tables, with the first user's figures
    ///
    /// Writes DIR/yusuan-demo.db and the tables of the second year to DIR/tables, and goes on in
    /// DIR/yusuan-demo-closed.db until that year is closed. Run again, it replaces the files that it
    /// made, and no others.
    #[command(after_help = "Example:\n  yusuan demo")]
    Demo(Demo),

    /// Create an empty ledger in a file that does not exist yet
    #[command(after_help = "Example:\n  yusuan create county.db --title 玛纳斯县")]
    Create(Create),

    /// Add a budget unit (预算单位), below another or on its own
    #[command(after_help = "Example:\n  yusuan unit county.db 社会保险中心 --kind institution")]
    Unit(Unit),

    /// Prepare a year (编制)
    ///
    /// A year without a catalogue of codes adopts last year's, or the built-in one.
    #[command(after_help = "Example:\n  yusuan year county.db 2025")]
    Year(PrepareYear),

    /// Load the official code table of a year from CSV, adding what the catalogue lacks
    #[command(
        after_help = "Example:\n  yusuan load-catalogue county.db 2025 functional 支出功能分类.csv"
    )]
    LoadCatalogue(LoadCatalogue),

    /// Make the catalogue of a year from that of another
    #[command(after_help = "Example:\n  yusuan adopt-catalogue county.db 2026 --from 2025")]
    AdoptCatalogue(AdoptCatalogue),

    /// Load what codes and units of a year are called in the next, for its closing (科目对照)
    ///
    /// Columns: scheme (functional, economic or unit), old, new, and perhaps source.
    #[command(after_help = "Example:\n  yusuan load-successors county.db 2025 successors.csv")]
    LoadSuccessors(LoadSuccessors),

    /// Set and list policies (控制规则): what is forbidden, denied, needs a document or warns
    #[command(
        subcommand,
        after_help = "Examples:
  yusuan policy list county.db 2025
  yusuan policy set county.db four_eyes deny --source 内控手册"
    )]
    Policy(PolicyCommand),

    #[command(flatten)]
    Importing(ImportingCommand),

    /// Write a draft line, or change the amount of the one with this key
    #[command(after_help = "Example:
  yusuan draft county.db 81880.00 --year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 --kind basic_public")]
    Draft(OnDraft),

    /// Delete a draft line
    #[command(after_help = "Example:
  yusuan delete-draft county.db --year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 --kind basic_public")]
    DeleteDraft(DeleteDraft),

    /// Set the total that the approving document gives for a fiscal fund and level (控制数)
    #[command(
        after_help = "Example:\n  yusuan control-total county.db 2025 general_public own 6460439.45"
    )]
    ControlTotal(ControlTotal),

    /// Budget income that is not fiscal before the approval, or record what came in after it
    #[command(after_help = "Examples:
  yusuan income county.db 2025 社会保险中心 unit_other_income 10000.00
  yusuan income county.db 2025 社会保险中心 unit_other_income 2500.00 --received 2025-03-20")]
    Income(Income),

    /// Delete a budgeted income before the approval
    #[command(
        after_help = "Example:\n  yusuan delete-income county.db 2025 社会保险中心 unit_other_income"
    )]
    DeleteIncome(DeleteIncome),

    /// Delete a control total before the approval
    #[command(
        after_help = "Example:\n  yusuan delete-control-total county.db 2025 general_public own"
    )]
    DeleteControlTotal(DeleteControlTotal),

    /// Give a line an amount to spend before the approval (提前安排); a new key makes its line
    ///
    /// Until the approval pay, refund, commit and release work on such lines, and on lines into
    /// which the closing of last year carried money.
    #[command(after_help = "Example:
  yusuan early county.db 20000.00 --year 2026 --fund general_public --functional-code 2080109 --economic-code 30201 --kind basic_public --dated 2026-01-04 --document 财预〔2026〕1号")]
    Early(OnLine),

    /// Approve the budget of a year (批复): its drafts become lines, and the year opens
    #[command(
        after_help = "Example:\n  yusuan approve county.db 2025 --document 预算批复〔2025〕1号 --dated 2025-02-17"
    )]
    Approve(Approve),

    /// Pay from what a line has available, or against a commitment (支付)
    #[command(after_help = "Examples:
  yusuan pay county.db 1234.56 --line 11 --dated 2025-03-01 --payee 某公司
  yusuan pay county.db 500.00 --commitment 1 --dated 2025-03-02
  yusuan pay county.db 80.00 --year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 --kind basic_public --dated 2025-03-03")]
    Pay(Pay),

    /// Return a payment, or a part of it, to its line or commitment in the same year (退回)
    #[command(after_help = "Example:\n  yusuan refund county.db 42 34.56 --dated 2025-03-09")]
    Refund(Refund),

    /// Give a line more (追加); a line named by a new key is created
    #[command(after_help = "Example:
  yusuan supplement county.db 100000.00 --year 2025 --fund general_public --level upper --functional-code 2299999 --economic-code 30299 --kind project --project 驻村工作专项经费 --dated 2025-05-20 --document 财行〔2025〕8号")]
    Supplement(Adjust),

    /// Take from a line what is not used (追减)
    #[command(
        after_help = "Example:\n  yusuan reduce county.db 500.00 --line 11 --dated 2025-06-01 --document 财预〔2025〕9号"
    )]
    Reduce(Adjust),

    /// Take back for finance what is not used (收回)
    #[command(
        after_help = "Example:\n  yusuan recall county.db 500.00 --line 11 --dated 2025-11-01 --document 财预〔2025〕30号"
    )]
    Recall(Adjust),

    /// Move money between two lines of one year, fund, level and origin (调剂)
    ///
    /// What the --to options leave out is as in the line that gives.
    #[command(
        after_help = "Example:\n  yusuan transfer county.db 300.00 --line 11 --to-economic-code 30211 --dated 2025-07-01 --document 调剂单3"
    )]
    Transfer(Transfer),

    /// Reserve a part of a line for a contract (承诺)
    #[command(
        after_help = "Example:\n  yusuan commit county.db 800.00 --line 11 --contract HT-2025-07 --dated 2025-04-01"
    )]
    Commit(Commit),

    /// Give back a part of a commitment to its line (释放)
    #[command(after_help = "Example:\n  yusuan release county.db 1 200.00 --dated 2025-09-30")]
    Release(OnCommitment),

    /// Return, in an open year, a payment of an earlier one (以前年度退回)
    ///
    /// The money goes to the line of the payment in the year of --dated, made when it is not there,
    /// or to the line that is named.
    #[command(
        after_help = "Example:\n  yusuan refund-prior-year county.db 42 34.56 --dated 2025-03-09 --document 退款1号"
    )]
    RefundPriorYear(RefundPriorYear),

    /// Post the entries of a file as one voucher, or each by a voucher of its own (记账): all, or none
    ///
    /// Columns, or members of a JSON object: event (as docs/events.md names them, or
    /// refund_prior_year, reverse), amount in yuan or amount_fen, line by number or by the columns of
    /// a line file, commitment, payment, posting and to_line by number, contract, payee,
    /// counterparty; year, unit and fund for income and surplus. With --each also dated, document, key,
    /// memo, reason, legal_kind, prepared_by, reviewed_by; what a row leaves out, the options say.
    #[command(after_help = "Examples:
  yusuan post county.db voucher.csv --dated 2025-03-01
  yusuan post county.db payments.xlsx --each --event pay
  yusuan post county.db 追加.csv --each --event supplement --dated 2025-05-20 --document 财预〔2025〕8号")]
    Post(Post),

    /// Reserve more of its line for a commitment
    #[command(
        after_help = "Example:\n  yusuan increase-commitment county.db 1 200.00 --dated 2025-09-30"
    )]
    IncreaseCommitment(OnCommitment),

    #[command(flatten)]
    SpendingPlan(PlanCommand),

    /// Move what a finished project left into the surplus (转入结余)
    #[command(
        after_help = "Example:\n  yusuan to-surplus county.db 500.00 --line 14 --dated 2025-11-30"
    )]
    ToSurplus(OnLine),

    /// Give a line money out of the surplus of its unit and fund (使用结余); a new key makes its line
    #[command(
        after_help = "Example:\n  yusuan use-surplus county.db 500.00 --line 11 --dated 2025-12-01 --document 财社〔2025〕9号"
    )]
    UseSurplus(UseSurplus),

    /// Surrender (上缴), distribute (结余分配) or set aside (提取专用结余) surplus
    #[command(
        after_help = "Example:\n  yusuan surplus county.db surrender 2025 社会保险中心 general_public 500.00 --dated 2025-12-01"
    )]
    Surplus(Surplus),

    /// Take estimated carry-overs out, once the closing of last year has brought the real ones
    #[command(after_help = "Examples:
  yusuan true-up county.db 2025 --dry-run
  yusuan true-up county.db 2025 --dated 2025-03-10 --document 2024年度决算")]
    TrueUp(TrueUp),

    #[command(flatten)]
    Contract(ContractCommand),

    #[command(flatten)]
    Correction(CorrectionCommand),

    /// Undo a voucher of a year that is not closed (冲销): every posting of it that still stands
    #[command(after_help = "Example:\n  yusuan reverse county.db 17 --dated 2025-03-05")]
    Reverse(Reverse),

    /// Undo one posting that stands (冲销) and leave the rest of its voucher alone
    #[command(after_help = "Example:\n  yusuan reverse-posting county.db 42 --dated 2025-03-05")]
    ReversePosting(ReversePosting),

    /// Load and list statements of the treasury and of banks (对账单)
    #[command(
        subcommand,
        after_help = "Examples:
  yusuan statement load county.db march.xlsx --kind treasury --name 国库集中支付
  yusuan statement list county.db"
    )]
    Statement(StatementCommand),

    /// Compare a statement with the ledger (对账), and confirm what is the same money
    ///
    /// Rows and postings are paired by key, document, day and days, always of one amount, and only
    /// where neither could be anything else. Exit code 5 when one side has something alone.
    #[command(after_help = "Examples:
  yusuan reconcile county.db 1 --days 3
  yusuan reconcile county.db 1 --confirm --prepared-by 王")]
    Reconcile(Reconcile),

    #[command(flatten)]
    Assertion(AssertionCommand),

    /// Erase names and memos of a voucher or posting (抹除文字); the chain stays proven
    #[command(
        after_help = "Example:\n  yusuan erase county.db --voucher 42 --field payee --document 申请〔2025〕7号"
    )]
    Erase(Erase),

    /// Close a year (年终结账) and print its certificate
    ///
    /// The policies decide, or people by an edited plan. Money is carried forward into the next
    /// year, which must be prepared. Safe to run twice and to kill: the year is closed whole or not
    /// at all, and once. Exit codes: 0 closed now, 8 closed before, 9 the plan does not fit the
    /// ledger any more, 1 refused, 4 busy.
    #[command(after_help = "Examples:
  yusuan close county.db 2024 --dry-run --plan-out plan-2024.xlsx
  yusuan close county.db 2024 --plan plan-2024.xlsx --certificate certificate-2024.html
  yusuan close county.db 2024 --policy policies.toml --plan-out plan-2024.csv
  yusuan close county.db 2024")]
    Close(Close),

    /// Undo the closing of a year, while what it carried forward is untouched (反结账)
    #[command(after_help = "Example:\n  yusuan undo-close county.db 2024 --reason 漏记一笔支付")]
    UndoClose(UndoClose),

    #[command(flatten)]
    Register(RegisterCommand),

    #[command(flatten)]
    Book(BookCommand),

    #[command(flatten)]
    Published(PublishedCommand),

    /// List the lines of a year with what is left of each, or its drafts before the approval
    #[command(after_help = "Example:\n  yusuan lines county.db 2025")]
    Lines(Lines),

    /// Print how the budget of a year is executed (预算执行情况表)
    ///
    /// In every row what a line was given is what is committed, paid, settled at the year's end and
    /// left; the rate is paid of given.
    #[command(after_help = "Examples:
  yusuan execution county.db 2025 --by unit,functional_group
  yusuan execution county.db 2025 --by kind,month --as-of 2025-06-30 --yuan
  yusuan execution county.db 2025 --by fund --unit 人力资源和社会保障局 --csv")]
    Execution(Execution),

    /// List the incomes of a year, one for each unit and fund that is not fiscal
    #[command(after_help = "Example:\n  yusuan incomes county.db 2025 --as-of 2025-06-30")]
    Incomes(OfYear),

    /// List the surplus (结余) of every unit and fund
    #[command(after_help = "Example:\n  yusuan surpluses county.db")]
    Surpluses(OfAllYears),

    /// List the commitments (承诺) on the lines of a year with what remains of each
    #[command(after_help = "Example:\n  yusuan commitments county.db 2025")]
    Commitments(OfYear),

    /// Explain what a line has available: its equation, and the postings behind each term
    #[command(after_help = "Examples:
  yusuan explain county.db --line 11
  yusuan explain county.db --line 11 --as-of 2025-06-30")]
    Explain(Explain),

    /// Say what happened between two heads of the chain, or since one
    #[command(after_help = "Example:\n  yusuan diff county.db HEAD_OF_JUNE HEAD_OF_JULY")]
    Diff(Diff),

    /// List vouchers with their postings, oldest first
    ///
    /// A voucher is listed whole when one of its postings fits.
    #[command(after_help = "Examples:
  yusuan log county.db --after 100 --limit 20
  yusuan log county.db --line 11 --event pay --since 2025-03-01 --until 2025-03-31")]
    Log(Log),

    /// Derive everything in the file again, in other ways, and report every difference
    ///
    /// Also reads a file that the other commands refuse because its schema was altered.
    #[command(after_help = "Examples:
  yusuan verify county.db
  yusuan verify county.db --quick")]
    Verify(Verify),

    /// Print where the chain stands: an anchor line to keep on paper
    #[command(after_help = "Example:\n  yusuan head county.db")]
    Head(LedgerFile),

    /// Bring a ledger file of an earlier release to the schema of this one, and verify it
    ///
    /// Make a copy first. It happens whole or not at all, while no other program has the file open.
    #[command(after_help = "Example:\n  yusuan migrate county.db")]
    Migrate(FilePath),

    /// Put back the triggers, views and indexes that another program took away or changed
    ///
    /// Only where the rows are right: everything is verified before it is kept. The file as it was is
    /// copied first. It happens whole or not at all, while no other program has the file open.
    #[command(after_help = "Examples:
  yusuan repair county.db --dated 2025-11-03 --prepared-by 王芳
  yusuan repair county.db --copy before.db")]
    Repair(Repair),

    #[command(flatten)]
    Shell(ShellCommand),
}

#[cfg(test)]
mod tests;
