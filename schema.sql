-- yusuan: a double-checked ledger for public money in one SQLite file. Schema version 2.
--
-- Units:   every amount is an integer number of fen (1/100 yuan) in a column named *_fen.
--          Dates are ISO text; years are integers.
-- Reading: data the rules are written in (state, act, event, fund) -> acts (voucher) -> what an
--          act may record (unit, code, line, commitment ...) -> postings -> running totals ->
--          guards, in the same order -> views, which are the public read surface.
-- Needs:   SQLite 3.38 or newer (STRICT, generated columns, UPDATE FROM); tested from 3.40.
--
-- Every guard is RAISE(ABORT, 'token: what to do'). The tokens are listed in docs/rules.md and are
-- the same in the Rust enum `Rule` and in the Python exception. What must hold for any writer is a
-- trigger; REFERENCES document the file for its readers and add a second refusal where a
-- connection has foreign keys switched on.

-- ------------------------------------------------------------------------------------------------
-- 1. The words of the rules. Written here once, never changed afterwards.

CREATE TABLE fund (
    -- 资金性质. The leaves are what a line can be paid from.
    fund TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    parent TEXT REFERENCES fund (fund),
    -- 1 when finance appropriates it (财政拨款): its income is what its lines say.
    -- 0 when the unit receives it: its money is kept in `income`.
    is_fiscal INTEGER NOT NULL,
    -- 1 when a line may name it.
    is_leaf INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO fund (fund, name_zh, name_en, parent, is_fiscal, is_leaf) VALUES
('fiscal', '财政拨款', 'Fiscal appropriation', NULL, 1, 0),
('general_public', '一般公共预算', 'General public budget', 'fiscal', 1, 1),
('government_fund', '政府性基金预算', 'Government-managed funds', 'fiscal', 1, 1),
('state_capital', '国有资本经营预算', 'State capital operations', 'fiscal', 1, 1),
('special_account', '财政专户管理资金（教育收费）', 'Special fiscal account (education fees)', NULL, 0, 1),
('unit_funds', '单位资金', 'Unit own funds', NULL, 0, 0),
('unit_business_income', '事业收入', 'Income from public-service operations', 'unit_funds', 0, 1),
('unit_superior_subsidy', '上级补助收入', 'Subsidy from the superior unit', 'unit_funds', 0, 1),
('unit_affiliate_remittance', '附属单位上缴收入', 'Remittance from affiliated units', 'unit_funds', 0, 1),
('unit_operating_income', '事业单位经营收入', 'Business income', 'unit_funds', 0, 1),
('unit_other_income', '其他收入', 'Other income', 'unit_funds', 0, 1);

CREATE TABLE act (
    -- What a voucher does. One voucher, one act.
    act TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    -- The state the voucher's year must be in; NULL when the act is not about a year's state.
    state_before TEXT,
    -- The state the year is in from this voucher on; NULL when it does not change.
    state_after TEXT,
    -- 1 when the voucher carries a year.
    has_year INTEGER NOT NULL,
    -- 1 when the voucher carries postings, 0 when it carries records or neither.
    has_postings INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO act (act, name_zh, state_before, state_after, has_year, has_postings) VALUES
('create', '建账', NULL, NULL, 0, 0),
('add_unit', '增加预算单位', NULL, NULL, 0, 0),
('deactivate_unit', '停用预算单位', NULL, NULL, 0, 0),
('load_catalogue', '装入科目', NULL, NULL, 1, 0),
('load_successor', '装入科目对照', NULL, NULL, 1, 0),
('load_chart', '装入会计科目', NULL, NULL, 0, 0),
('set_policy', '设定控制规则', NULL, NULL, 0, 0),
('prepare_year', '编制', NULL, 'preparing', 1, 0),
('approve', '批复', 'preparing', 'open', 1, 1),
('post_early', '提前记账', 'preparing', NULL, 1, 1),
('post', '记账', 'open', NULL, 1, 1),
('plan_spending', '用款计划', 'open', NULL, 1, 0),
('begin_closing', '开始年终结账', 'open', 'closing', 1, 0),
('close', '年终结账', 'closing', NULL, 1, 1),
('finish_closing', '完成年终结账', 'closing', 'closed', 1, 0),
('reopen_year', '反结账', 'closed', 'closing', 1, 0),
('undo_close', '冲销年终结账', 'closing', NULL, 1, 1),
('cancel_closing', '取消年终结账', 'closing', 'open', 1, 0),
('seal_foreign', '补封', NULL, NULL, 0, 0),
('repair', '修复', NULL, NULL, 0, 0),
('load_statement', '装入对账单', NULL, NULL, 0, 0),
('confirm_match', '确认对账', NULL, NULL, 0, 0),
('cancel_match', '取消对账', NULL, NULL, 0, 0),
('assert_balance', '余额核对', NULL, NULL, 0, 0),
('erase_text', '抹除文字', NULL, NULL, 0, 0),
('sign_contract', '签订合同', NULL, NULL, 0, 0),
('amend_contract', '变更合同', NULL, NULL, 0, 0),
('mark_procurement', '标记政府采购', NULL, NULL, 0, 0),
('declare', '单位申报', NULL, NULL, 1, 0);

CREATE TABLE event (
    -- What a posting does. docs/events.md gives each event its row.
    event TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    -- Which rows a posting of this event names: 0 never, 1 always, 2 may.
    has_line INTEGER NOT NULL,
    has_to_line INTEGER NOT NULL,
    -- 1: names an income although it names no line. An event on a line names the income of
    -- that line's unit, fund and year exactly when the fund is not fiscal.
    has_income INTEGER NOT NULL,
    has_surplus INTEGER NOT NULL,
    has_commitment INTEGER NOT NULL,
    has_refunds INTEGER NOT NULL,
    -- Which acts may carry it.
    in_approve INTEGER NOT NULL,
    -- Before the approval of the budget.
    in_early INTEGER NOT NULL,
    in_post INTEGER NOT NULL,
    in_close INTEGER NOT NULL,
    -- 1 when the voucher must name a document.
    needs_document INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO event (
    event, name_zh, has_line, has_to_line, has_income, has_surplus, has_commitment, has_refunds,
    in_approve, in_early, in_post, in_close, needs_document
) VALUES
('approve', '批复', 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1),
('approve_carried', '批复（上年结转）', 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1),
('allocate_early', '提前安排', 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1),
('absorb_early', '并入批复', 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1),
('supplement', '追加', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('reduce', '追减', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('transfer', '调剂', 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('commit', '承诺', 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0),
('release', '释放', 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0),
('pay', '支付', 1, 0, 0, 0, 2, 0, 0, 1, 1, 0, 0),
('refund', '退回', 1, 0, 0, 0, 2, 1, 0, 1, 1, 0, 0),
('recall', '收回', 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0),
('prior_year_increase', '以前年度调整（增）', 1, 0, 0, 0, 0, 2, 0, 0, 1, 0, 1),
('prior_year_decrease', '以前年度调整（减）', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('true_up_increase', '结转核定（增）', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('true_up_decrease', '结转核定（减）', 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1),
('carry_forward', '结转', 1, 1, 0, 0, 2, 0, 0, 0, 0, 1, 0),
('to_surplus', '转入结余', 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('lapse', '注销', 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0),
('use_surplus', '使用结余', 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1),
('use_earmarked', '使用专用结余', 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1),
('surrender', '上缴结余', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('distribute', '结余分配', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('earmark_surplus', '提取专用结余', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('pool_out', '结余归集调出', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('pool_in', '结余归集调入', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('pool_earmarked_out', '专用结余归集调出', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('pool_earmarked_in', '专用结余归集调入', 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0),
('budget_income', '收入预算', 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1),
('income_increase', '收入预算调增', 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1),
('income_decrease', '收入预算调减', 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1),
('receive', '收到', 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0),
('return_income', '退付', 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0),
('income_to_surplus', '收支差额转入结余', 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0),
('cover_deficit', '结余弥补收支差额', 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0);

CREATE TABLE policy_name (
    -- 控制规则. What a policy can be about; docs/policies.md says what each one does.
    name TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    -- The actions it may take, between bars.
    actions TEXT NOT NULL,
    -- What its value must be: none, number (0 to 99), percent (0 to 100), day (MM-DD), or one of
    -- the words between bars.
    value_form TEXT NOT NULL,
    -- The parts of a line that may narrow it: 1 when it may.
    has_fund INTEGER NOT NULL,
    has_level INTEGER NOT NULL,
    has_kind INTEGER NOT NULL,
    -- class 类, group 款, item 项: how far apart two codes are.
    has_code_level INTEGER NOT NULL,
    -- The digit that codes begin with which may narrow it: 2 functional, 3 economic. NULL: none may.
    item_digit TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO policy_name (
    name, name_zh, actions, value_form, has_fund, has_level, has_kind, has_code_level, item_digit
) VALUES
('four_eyes', '制单与复核分离', '|forbid|deny|allow|', 'none', 0, 0, 0, 0, NULL),
('max_carry_years', '结转年限', '|forbid|deny|document|warn|allow|', 'number', 1, 1, 1, 0, '2'),
('closing', '年终结转结余', '|forbid|deny|document|warn|allow|', '|carry_forward|to_surplus|recall|surrender|lapse|', 1, 1, 1, 0, '2'),
('closing_distribution', '结余分配', '|forbid|deny|allow|', 'percent', 1, 0, 0, 0, NULL),
('early_spending', '批复前支出', '|forbid|deny|document|warn|allow|', 'percent', 1, 1, 1, 0, '2'),
('spending_plan', '用款计划控制', '|forbid|deny|allow|', 'none', 1, 1, 1, 0, '2'),
('unit_spending', '单位资金支出控制', '|forbid|deny|document|warn|allow|', '|budgeted|received|', 1, 0, 0, 0, NULL),
('contract_parts', '跨年合同分年支付', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '2'),
('three_public_increase', '“三公”等经费只减不增', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '3'),
('three_public_total', '“三公”经费不超上年', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '3'),
('personnel_to_public', '人员经费调剂至公用经费', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 0, 0, '2'),
('public_to_personnel', '公用经费调剂至人员经费', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 0, 0, '2'),
('basic_project', '基本支出与项目支出调剂', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '2'),
('project_to_project', '项目之间调剂', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 0, 0, '2'),
('functional_transfer', '功能分类科目调剂', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 1, '2'),
('economic_transfer', '经济分类科目调剂', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 1, '3'),
('carry_over_purpose', '结转资金改变用途', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '2'),
('freeze_date', '年末冻结日', '|forbid|deny|document|warn|allow|', 'day', 1, 1, 1, 0, '2'),
('kind_economic', '支出类别与经济分类一致', '|forbid|deny|document|warn|allow|', 'none', 1, 1, 1, 0, '3');

-- ------------------------------------------------------------------------------------------------
-- 2. Acts. Everything that ever happened, in order; each link of the chain.

CREATE TABLE voucher (
    -- 1, 2, 3 ... without a gap.
    voucher_id INTEGER PRIMARY KEY,
    act TEXT NOT NULL REFERENCES act (act),
    -- Budget year, where the act has one.
    year INTEGER,
    -- Day the act counts for: given, and inside the year, when money moves.
    dated TEXT,
    -- Reference of the approving or supporting document.
    document TEXT,
    prepared_by TEXT,
    reviewed_by TEXT,
    -- Idempotency key: the writer's own number for this act, usable once.
    key TEXT,
    -- The postings are first_posting_id .. first_posting_id + posting_count - 1.
    first_posting_id INTEGER NOT NULL,
    posting_count INTEGER NOT NULL,
    -- Records (unit, code, policy ...) of an act without postings.
    record_count INTEGER NOT NULL,
    -- SHA-256 of the previous hash and this act (docs/format.md); NULL when a foreign program
    -- wrote the voucher.
    hash BLOB
) STRICT;

-- Finds the voucher that used a key.
CREATE UNIQUE INDEX voucher_by_key ON voucher (key) WHERE key IS NOT NULL;
-- Finds the acts of a year's life: approval, closing, reopening.
CREATE INDEX voucher_by_act ON voucher (year, act) WHERE act <> 'post';

CREATE TABLE note (
    -- Free text that can name a person, kept apart so that it can be erased.
    note_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- The posting it belongs to; NULL when it belongs to the voucher.
    posting_id INTEGER,
    -- payee, counterparty, memo, reason.
    field TEXT NOT NULL,
    -- SHA-256 of salt and text. The chain holds this, never the text.
    digest BLOB NOT NULL,
    -- Both NULL once erased.
    salt BLOB,
    text TEXT,
    -- The act that erased it.
    erased_by INTEGER REFERENCES voucher (voucher_id)
) STRICT;

-- Finds the notes of a voucher, for the chain and for the journal.
CREATE INDEX note_by_voucher ON note (voucher_id);
-- Finds the notes an erasure touched.
CREATE INDEX note_by_erased_by ON note (erased_by) WHERE erased_by IS NOT NULL;

-- ------------------------------------------------------------------------------------------------
-- 3. What acts record.

CREATE TABLE ledger (
    -- One row: what this file is.
    ledger_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    title TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    -- 预算单位. Units form a tree; a department is a unit with units below it.
    unit_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    name TEXT NOT NULL,
    -- department 主管部门, agency 行政单位, institution 事业单位, other.
    kind TEXT NOT NULL,
    parent_id INTEGER REFERENCES unit (unit_id),
    -- The act after which nothing new is budgeted for it; NULL while it is active.
    deactivated_by INTEGER REFERENCES voucher (voucher_id)
) STRICT;

-- Finds a unit by its name; names are unique.
CREATE UNIQUE INDEX unit_by_name ON unit (name);
-- Finds the units of a department.
CREATE INDEX unit_by_parent ON unit (parent_id);
-- Counts the units of an act.
CREATE INDEX unit_by_voucher ON unit (voucher_id);

CREATE TABLE code (
    -- Classification codes in force in a year, each with where it comes from.
    code_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    year INTEGER NOT NULL,
    -- functional 支出功能分类, economic 部门预算支出经济分类, government_economic 政府预算支出经济分类.
    scheme TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Code of the row above; NULL for a 类.
    parent TEXT,
    -- 1 when the source is an official publication of the year, 0 when it still has to be checked.
    is_verified INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

-- Finds a code of a year; a code stands once in a scheme and year.
CREATE UNIQUE INDEX code_by_code ON code (year, scheme, code);
-- Counts the codes of an act.
CREATE INDEX code_by_voucher ON code (voucher_id);

CREATE TABLE economic_mapping (
    -- Which government economic code a department economic code is reported under.
    mapping_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    year INTEGER NOT NULL,
    department_code TEXT NOT NULL,
    government_code TEXT NOT NULL,
    -- agency, institution, any: the kind of unit it holds for.
    applies_to TEXT NOT NULL,
    is_verified INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;

-- Finds the government codes of a department code.
CREATE UNIQUE INDEX economic_mapping_by_code
ON economic_mapping (year, department_code, government_code, applies_to);
-- Counts the mappings of an act.
CREATE INDEX economic_mapping_by_voucher ON economic_mapping (voucher_id);

CREATE TABLE successor (
    -- What a code or unit of one year is called in the next, where it changed. A carry-forward
    -- may differ from its line in nothing else.
    successor_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- functional, economic, unit.
    scheme TEXT NOT NULL,
    -- Last year of the old name; the new one holds from the next year on.
    year INTEGER NOT NULL,
    old TEXT NOT NULL,
    -- The old name again withdraws what was said of it before.
    new TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

-- Finds what became of a code or unit: the newest row counts.
CREATE INDEX successor_by_old ON successor (scheme, year, old);
-- Counts the successors of an act.
CREATE INDEX successor_by_voucher ON successor (voucher_id);

CREATE TABLE policy (
    -- 控制规则. Of the rows of a name that fit a year and a line, the newest decides. The rows with
    -- voucher_id 0 and a negative number are built in; any other is newer than they are.
    policy_id INTEGER PRIMARY KEY,
    -- The act that set it; 0 when it is built in.
    voucher_id INTEGER NOT NULL,
    -- One of policy_name; an earlier release kept any, and at others nothing looks.
    name TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    -- forbid: refused. deny: refused, save with an override that names its document. document:
    -- refused without a document. warn: reported. allow: the policy is off.
    action TEXT NOT NULL,
    -- The policy's own figure or word, where it has one.
    value TEXT,
    source TEXT NOT NULL,
    -- What it is narrowed to; NULL for any. `fund` may be a parent, as fiscal.
    fund TEXT REFERENCES fund (fund),
    level TEXT,
    kind TEXT,
    code_level TEXT,
    item TEXT
) STRICT;

-- Finds the policies of a name, newest last.
CREATE INDEX policy_by_name ON policy (name, policy_id);
-- Counts the policies of an act.
CREATE INDEX policy_by_voucher ON policy (voucher_id);

INSERT INTO policy (
    policy_id, voucher_id, name, first_year, last_year, action, value, source, fund, level, kind,
    code_level, item
) VALUES
(-37, 0, 'four_eyes', 1900, 9998, 'allow', NULL, '默认不要求；可按内部控制的岗位分离要求设定', NULL, NULL, NULL, NULL, NULL),
(-36, 0, 'max_carry_years', 1900, 9998, 'allow', NULL, '财预〔2016〕18号第七条、第八条（基本支出始终结转）；政府会计制度（非财政拨款结转）', NULL, NULL, NULL, NULL, NULL),
(-35, 0, 'max_carry_years', 1900, 9998, 'deny', '1', '财预〔2016〕18号第三条；预算法第四十二条', 'fiscal', NULL, 'project', NULL, NULL),
(-34, 0, 'closing', 1900, 9998, 'allow', 'to_surplus', '财预〔2016〕18号第三条', NULL, NULL, NULL, NULL, NULL),
(-33, 0, 'closing', 1900, 9998, 'allow', 'carry_forward', '财预〔2016〕18号第三条', NULL, NULL, 'project', NULL, NULL),
(-32, 0, 'closing', 1900, 9998, 'allow', 'carry_forward', '财预〔2016〕18号第七条、第八条', 'fiscal', NULL, 'basic_personnel', NULL, NULL),
(-31, 0, 'closing', 1900, 9998, 'allow', 'carry_forward', '财预〔2016〕18号第七条、第八条', 'fiscal', NULL, 'basic_public', NULL, NULL),
(-30, 0, 'closing_distribution', 1900, 9998, 'allow', '0', '政府会计制度（非财政拨款结余分配）；比例默认为零，可替换', NULL, NULL, NULL, NULL, NULL),
(-29, 0, 'early_spending', 1900, 9998, 'deny', '25', '预算法第五十四条；比例为默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-28, 0, 'early_spending', 1900, 9998, 'deny', '0', '预算法第五十四条（未结转的项目）', NULL, NULL, 'project', NULL, NULL),
(-27, 0, 'spending_plan', 1900, 9998, 'allow', NULL, '默认不启用，可替换', NULL, NULL, NULL, NULL, NULL),
(-26, 0, 'unit_spending', 1900, 9998, 'deny', 'budgeted', '默认以收入预算为限，可替换', NULL, NULL, NULL, NULL, NULL),
(-25, 0, 'contract_parts', 1900, 9998, 'warn', NULL, '默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-24, 0, 'three_public_increase', 1900, 9998, 'allow', NULL, '默认不适用于其他科目', NULL, NULL, NULL, NULL, NULL),
(-23, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '“三公”经费只减不增（因公出国（境）费用）', 'fiscal', NULL, NULL, NULL, '30212'),
(-22, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '“三公”经费只减不增（公务接待费）', 'fiscal', NULL, NULL, NULL, '30217'),
(-21, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '“三公”经费只减不增（公务用车运行维护费）', 'fiscal', NULL, NULL, NULL, '30231'),
(-20, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '“三公”经费只减不增（公务用车购置（基本建设））', 'fiscal', NULL, NULL, NULL, '30913'),
(-19, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '“三公”经费只减不增（公务用车购置）', 'fiscal', NULL, NULL, NULL, '31013'),
(-18, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '会议费比照“三公”经费；默认，可替换', 'fiscal', NULL, NULL, NULL, '30215'),
(-17, 0, 'three_public_increase', 1900, 9998, 'deny', NULL, '培训费比照“三公”经费；默认，可替换', 'fiscal', NULL, NULL, NULL, '30216'),
(-16, 0, 'three_public_total', 1900, 9998, 'allow', NULL, '默认不适用于其他科目', NULL, NULL, NULL, NULL, NULL),
(-15, 0, 'three_public_total', 1900, 9998, 'deny', NULL, '“三公”经费不高于上年（因公出国（境）费用）', 'fiscal', NULL, NULL, NULL, '30212'),
(-14, 0, 'three_public_total', 1900, 9998, 'deny', NULL, '“三公”经费不高于上年（公务接待费）', 'fiscal', NULL, NULL, NULL, '30217'),
(-13, 0, 'three_public_total', 1900, 9998, 'deny', NULL, '“三公”经费不高于上年（公务用车运行维护费）', 'fiscal', NULL, NULL, NULL, '30231'),
(-12, 0, 'three_public_total', 1900, 9998, 'deny', NULL, '“三公”经费不高于上年（公务用车购置（基本建设））', 'fiscal', NULL, NULL, NULL, '30913'),
(-11, 0, 'three_public_total', 1900, 9998, 'deny', NULL, '“三公”经费不高于上年（公务用车购置）', 'fiscal', NULL, NULL, NULL, '31013'),
(-10, 0, 'personnel_to_public', 1900, 9998, 'deny', NULL, '财预〔2016〕18号第七条、第八条（结转资金）；当年资金为默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-9, 0, 'public_to_personnel', 1900, 9998, 'document', NULL, '默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-8, 0, 'basic_project', 1900, 9998, 'document', NULL, '默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-7, 0, 'project_to_project', 1900, 9998, 'document', NULL, '中央项目支出预算管理办法第二十六条（转引）；地方为默认，可替换', NULL, NULL, NULL, NULL, NULL),
(-6, 0, 'functional_transfer', 1900, 9998, 'document', NULL, '预算法第七十二条', NULL, NULL, NULL, NULL, NULL),
(-5, 0, 'economic_transfer', 1900, 9998, 'allow', NULL, '默认由单位在同一类内自行调剂，可替换', NULL, NULL, NULL, NULL, NULL),
(-4, 0, 'economic_transfer', 1900, 9998, 'document', NULL, '预算法第七十二条；默认，可替换', NULL, NULL, NULL, 'class', NULL),
(-3, 0, 'carry_over_purpose', 1900, 9998, 'document', NULL, '国办发〔2014〕70号；结转资金改变用途须经批准，年限不重新计算', NULL, NULL, NULL, NULL, NULL),
(-2, 0, 'freeze_date', 1900, 9998, 'allow', NULL, '默认不设冻结日，可替换', NULL, NULL, NULL, NULL, NULL),
(-1, 0, 'kind_economic', 1900, 9998, 'warn', NULL, '支出经济分类科目：301、303类属人员经费，302、310类属公用经费', NULL, NULL, NULL, NULL, NULL);

CREATE TABLE override (
    -- 例外批准. Lets the postings of a voucher pass a policy that denies them.
    override_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    policy TEXT NOT NULL REFERENCES policy_name (name),
    -- Reference of the document that grants it. Its reason is a note of the voucher.
    document TEXT NOT NULL
) STRICT;

-- Finds the overrides of a voucher; each policy is overridden once in it.
CREATE UNIQUE INDEX override_by_voucher ON override (voucher_id, policy);

CREATE TABLE adjustment (
    -- What the supplements, reductions, transfers and recalls of a voucher are in law.
    adjustment_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- budget_adjustment 预算调整, reallocation 调剂.
    legal_kind TEXT NOT NULL
) STRICT;

-- Finds the adjustment of a voucher; one each.
CREATE UNIQUE INDEX adjustment_by_voucher ON adjustment (voucher_id);

CREATE TABLE seal (
    -- Vouchers that a foreign program wrote, recorded as found.
    seal_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    sealed_voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- SHA-256 of the sealed act (docs/format.md).
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE restored_guard (
    -- What guards the ledger, was found otherwise than the release has it, and was put back.
    guard_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- trigger, view, index, table (its text), rows (those that come with the schema), pragma.
    kind TEXT NOT NULL,
    -- Its name; that of the table where it is about rows.
    name TEXT NOT NULL,
    -- missing, changed, added, stale (an index that did not say what its table says).
    was TEXT NOT NULL
) STRICT;

CREATE TABLE contract (
    -- 合同. Commitments belong to it by its reference. The counterparty's name is a note.
    contract_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- Number of the contract, as commitments and documents have it.
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    -- The unit that signed it and pays.
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    signed_on TEXT NOT NULL,
    -- 政府采购: goods 货物, works 工程, services 服务; NULL when it is no government procurement.
    category TEXT,
    -- Set apart for small 小型 or micro 微型 enterprises; NULL when it is not.
    reserved_for TEXT
) STRICT;

-- Finds the contract of a commitment; a reference stands once.
CREATE UNIQUE INDEX contract_by_reference ON contract (reference);
-- Counts the contracts of an act.
CREATE INDEX contract_by_voucher ON contract (voucher_id);

CREATE TABLE contract_part (
    -- What a contract costs in a year, or a planned payment of it, on the line of the contract's
    -- unit with this key and the money of that year.
    part_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    contract_id INTEGER NOT NULL REFERENCES contract (contract_id),
    year INTEGER NOT NULL,
    -- Day of the planned payment; NULL when only the year is known.
    due_on TEXT,
    fund TEXT NOT NULL REFERENCES fund (fund),
    level TEXT NOT NULL,
    functional_code TEXT NOT NULL,
    economic_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    project TEXT NOT NULL,
    -- Below zero in an amendment that takes away.
    amount_fen ANY NOT NULL
) STRICT;

-- Adds up the parts of a contract.
CREATE INDEX contract_part_by_contract ON contract_part (contract_id, year);
-- Finds the parts of a year.
CREATE INDEX contract_part_by_year ON contract_part (year);
-- Counts the parts of an act.
CREATE INDEX contract_part_by_voucher ON contract_part (voucher_id);

-- Finds the seal of a voucher; each is sealed once.
CREATE UNIQUE INDEX seal_by_sealed_voucher ON seal (sealed_voucher_id);
-- Counts the seals of an act.
CREATE INDEX seal_by_voucher ON seal (voucher_id);
-- Counts the guards of a repair.
CREATE INDEX restored_guard_by_voucher ON restored_guard (voucher_id);

CREATE TABLE statement (
    -- 对账单. What the treasury or a bank says of a time, to be matched with postings.
    statement_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- treasury 国库集中支付 (money of fiscal funds), bank 银行 (money of the others).
    kind TEXT NOT NULL,
    -- Account or system.
    name TEXT NOT NULL,
    -- First and last day that it covers.
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    -- SHA-256 of the file that it was read from.
    digest BLOB NOT NULL
) STRICT;

-- Finds the statement of a file; a file is loaded once.
CREATE UNIQUE INDEX statement_by_digest ON statement (digest);
-- Counts the statements of an act.
CREATE INDEX statement_by_voucher ON statement (voucher_id);

CREATE TABLE statement_row (
    -- A payment or receipt as the statement has it. Names of people are not kept.
    row_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    statement_id INTEGER NOT NULL REFERENCES statement (statement_id),
    -- Row of the file, from 1.
    row INTEGER NOT NULL,
    dated TEXT NOT NULL,
    -- Fen, more than zero for what went out, less for what came in.
    amount_fen ANY NOT NULL,
    -- The other side's number for it; the key of a voucher, where a program passed that on.
    key TEXT,
    -- Number of its document.
    document TEXT
) STRICT;

-- Reads the rows of a statement in order.
CREATE INDEX statement_row_by_statement ON statement_row (statement_id, row_id);
-- Counts the rows of an act.
CREATE INDEX statement_row_by_voucher ON statement_row (voucher_id, row_id);

CREATE TABLE statement_match (
    -- A row of a statement and the posting that is the same money, as somebody confirmed.
    match_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    row_id INTEGER NOT NULL REFERENCES statement_row (row_id),
    posting_id INTEGER NOT NULL REFERENCES posting (posting_id),
    -- The act that took it back; NULL while it stands.
    cancelled_by INTEGER REFERENCES voucher (voucher_id)
) STRICT;

-- Finds the match of a row; one stands at a time.
CREATE UNIQUE INDEX statement_match_by_row ON statement_match (row_id) WHERE cancelled_by IS NULL;
-- Finds the match of a posting; one stands at a time.
CREATE UNIQUE INDEX statement_match_by_posting ON statement_match (posting_id)
WHERE cancelled_by IS NULL;
-- Counts the matches of an act.
CREATE INDEX statement_match_by_voucher ON statement_match (voucher_id, match_id);
-- Counts the matches that an act took back.
CREATE INDEX statement_match_by_cancelled ON statement_match (cancelled_by)
WHERE cancelled_by IS NOT NULL;

CREATE TABLE assertion (
    -- 余额核对. What a total stood at at the end of a day, as somebody else says; `verify` asks again.
    assertion_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- line, income, surplus: whose total, and its number.
    book TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    -- Name of the total without _fen, as paid, available, money, stock.
    total TEXT NOT NULL,
    dated TEXT NOT NULL,
    -- Fen; may be zero or negative, as totals of a day can.
    amount_fen ANY NOT NULL,
    -- Who says so: a statement, a letter of the bank.
    source TEXT NOT NULL
) STRICT;

-- Counts the assertions of an act.
CREATE INDEX assertion_by_voucher ON assertion (voucher_id);
-- Finds the assertions that a posting counts for.
CREATE INDEX assertion_by_owner ON assertion (book, owner_id);

CREATE TABLE declaration (
    -- 单位申报. What a unit declares of itself for the year of its voucher, where no budget line says
    -- it. Of a year, unit and kind the newest counts.
    declaration_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    -- performance, procurement, assets, staffing.
    kind TEXT NOT NULL,
    -- A JSON object; docs/narrative.md names its members. Amounts are whole fen.
    content TEXT NOT NULL
) STRICT;

-- Counts the declarations of an act.
CREATE INDEX declaration_by_voucher ON declaration (voucher_id);
-- Finds the newest declaration of a unit.
CREATE INDEX declaration_by_unit ON declaration (unit_id, kind, declaration_id);

-- ------------------------------------------------------------------------------------------------
-- 4. Years and their drafts.

CREATE TABLE budget_year (
    year INTEGER PRIMARY KEY,
    -- preparing 编制, open 执行, closing 结账中, closed 已结账.
    state TEXT NOT NULL,
    -- The act that brought it into this state.
    last_voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id)
) STRICT;

CREATE TABLE draft_line (
    -- A line of the budget being prepared. Edited freely until the approval, frozen after it.
    draft_id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    fund TEXT NOT NULL REFERENCES fund (fund),
    level TEXT NOT NULL,
    origin_year INTEGER NOT NULL,
    functional_code TEXT NOT NULL,
    economic_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Name of the project; '' exactly when the kind is not project.
    project TEXT NOT NULL,
    amount_fen ANY NOT NULL
) STRICT;

-- Finds a draft by its key; a key stands once.
CREATE UNIQUE INDEX draft_line_by_key ON draft_line (
    year, unit_id, fund, level, origin_year, functional_code, economic_code, kind, project
);

CREATE TABLE draft_income (
    -- Budgeted income of a fund that is not fiscal, while the year is being prepared.
    draft_income_id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    fund TEXT NOT NULL REFERENCES fund (fund),
    amount_fen ANY NOT NULL
) STRICT;

-- Finds the income of a unit and fund; one each.
CREATE UNIQUE INDEX draft_income_by_key ON draft_income (year, unit_id, fund);

CREATE TABLE draft_control (
    -- 控制数. Totals the approving document gives for a fiscal fund and level; `approve` checks them.
    draft_control_id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    fund TEXT NOT NULL REFERENCES fund (fund),
    level TEXT NOT NULL,
    amount_fen ANY NOT NULL
) STRICT;

-- Finds the total of a fund and level; one each.
CREATE UNIQUE INDEX draft_control_by_key ON draft_control (year, fund, level);

-- ------------------------------------------------------------------------------------------------
-- 5. Lines, income, surplus, commitments: what postings move, with their running totals.

CREATE TABLE line (
    -- 预算指标. A right to spend. The key never changes.
    line_id INTEGER PRIMARY KEY,
    -- The act that created it.
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    fund TEXT NOT NULL REFERENCES fund (fund),
    -- own 本级, upper 上级: the level of government that gave the money.
    level TEXT NOT NULL,
    -- First year of the money; before `year` it is a carry-over.
    origin_year INTEGER NOT NULL,
    -- 项, 7 digits, and 款, 5 digits.
    functional_code TEXT NOT NULL,
    economic_code TEXT NOT NULL,
    -- basic_personnel, basic_public, project, operating, remittance, subsidy.
    kind TEXT NOT NULL,
    project TEXT NOT NULL
) STRICT;

-- Finds a line by its key, and the lines of a year.
CREATE UNIQUE INDEX line_by_key ON line (
    year, unit_id, fund, level, origin_year, functional_code, economic_code, kind, project
);
-- Finds the lines an act created, for the chain.
CREATE INDEX line_by_voucher ON line (voucher_id);

CREATE TABLE line_authority (
    -- What a line was given and gave away, by event. It moves with a posting and in no other way.
    line_id INTEGER PRIMARY KEY REFERENCES line (line_id),
    -- The newest posting that names the line and is neither payment nor refund; 0 without one.
    last_posting_id INTEGER NOT NULL,
    original_fen INTEGER NOT NULL,
    -- Arranged before the approval; the approval takes it back as it gives the original amount.
    early_fen INTEGER NOT NULL,
    supplement_fen INTEGER NOT NULL,
    reduction_fen INTEGER NOT NULL,
    carried_in_fen INTEGER NOT NULL,
    transferred_in_fen INTEGER NOT NULL,
    transferred_out_fen INTEGER NOT NULL,
    surplus_used_fen INTEGER NOT NULL,
    -- The only total that may be negative.
    prior_year_fen INTEGER NOT NULL,
    recalled_fen INTEGER NOT NULL,
    carried_out_fen INTEGER NOT NULL,
    to_surplus_fen INTEGER NOT NULL,
    lapsed_fen INTEGER NOT NULL,
    -- The most that may be committed and paid, both together.
    ceiling_fen INTEGER GENERATED ALWAYS AS (
        original_fen + early_fen + supplement_fen - reduction_fen + carried_in_fen
        + transferred_in_fen - transferred_out_fen + surplus_used_fen + prior_year_fen
        - recalled_fen - carried_out_fen - to_surplus_fen - lapsed_fen
    ) VIRTUAL
) STRICT;

CREATE TABLE line_spending (
    -- What of it is committed and paid. Apart and narrow: a payment rewrites this row and no other.
    line_id INTEGER PRIMARY KEY REFERENCES line (line_id),
    -- The posting that moved the line last; 0 when none has.
    last_posting_id INTEGER NOT NULL,
    -- As in line_authority.
    ceiling_fen INTEGER NOT NULL,
    committed_fen INTEGER NOT NULL,
    paid_fen INTEGER NOT NULL
) STRICT;

CREATE TABLE spending_plan (
    -- 用款计划. What may be paid of a line in each month; what a month leaves, the next ones may
    -- pay as well. The newest plan of a line is in force, whole.
    plan_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    line_id INTEGER NOT NULL REFERENCES line (line_id),
    -- Fen, 0 .. 10^15. ANY keeps what the writer gave, so that 7.0 and '7' can be refused.
    m01_fen ANY NOT NULL,
    m02_fen ANY NOT NULL,
    m03_fen ANY NOT NULL,
    m04_fen ANY NOT NULL,
    m05_fen ANY NOT NULL,
    m06_fen ANY NOT NULL,
    m07_fen ANY NOT NULL,
    m08_fen ANY NOT NULL,
    m09_fen ANY NOT NULL,
    m10_fen ANY NOT NULL,
    m11_fen ANY NOT NULL,
    m12_fen ANY NOT NULL,
    total_fen ANY GENERATED ALWAYS AS (
        m01_fen + m02_fen + m03_fen + m04_fen + m05_fen + m06_fen + m07_fen + m08_fen + m09_fen
        + m10_fen + m11_fen + m12_fen
    ) VIRTUAL
) STRICT;

-- Finds the newest plan of a line.
CREATE INDEX spending_plan_by_line ON spending_plan (line_id, plan_id);
-- Counts the plans of an act.
CREATE INDEX spending_plan_by_voucher ON spending_plan (voucher_id);

CREATE TABLE income (
    -- Money of a fund that is not fiscal: one row per year, unit and fund.
    income_id INTEGER PRIMARY KEY,
    -- The act that created it.
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    year INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    fund TEXT NOT NULL REFERENCES fund (fund),
    last_posting_id INTEGER NOT NULL,
    budgeted_fen INTEGER NOT NULL,
    increased_fen INTEGER NOT NULL,
    decreased_fen INTEGER NOT NULL,
    received_fen INTEGER NOT NULL,
    returned_fen INTEGER NOT NULL,
    carried_in_fen INTEGER NOT NULL,
    surplus_used_fen INTEGER NOT NULL,
    -- May be negative.
    prior_year_fen INTEGER NOT NULL,
    paid_fen INTEGER NOT NULL,
    carried_out_fen INTEGER NOT NULL,
    to_surplus_fen INTEGER NOT NULL,
    -- What the budget expects to come in. Never negative.
    expected_fen INTEGER GENERATED ALWAYS AS (
        budgeted_fen + increased_fen - decreased_fen
    ) VIRTUAL,
    -- Money in hand. Negative while more was paid than came in; zero when the year is closed.
    money_fen INTEGER GENERATED ALWAYS AS (
        received_fen - returned_fen + carried_in_fen + surplus_used_fen + prior_year_fen
        - paid_fen - carried_out_fen - to_surplus_fen
    ) VIRTUAL
) STRICT;

-- Finds the income of a unit and fund in a year.
CREATE UNIQUE INDEX income_by_key ON income (year, unit_id, fund);
-- Finds the incomes an act created, for the chain.
CREATE INDEX income_by_voucher ON income (voucher_id);

CREATE TABLE surplus (
    -- 结余. A stock per unit and fund, over the years.
    surplus_id INTEGER PRIMARY KEY,
    -- The act that created it.
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
    fund TEXT NOT NULL REFERENCES fund (fund),
    last_posting_id INTEGER NOT NULL,
    added_fen INTEGER NOT NULL,
    used_fen INTEGER NOT NULL,
    surrendered_fen INTEGER NOT NULL,
    distributed_fen INTEGER NOT NULL,
    -- 专用结余: set aside for a purpose of its own, and what was used of that.
    earmarked_fen INTEGER NOT NULL,
    earmarked_used_fen INTEGER NOT NULL,
    -- 归集调入, 归集调出: from units that this one took over, and to the one that took it over.
    pooled_in_fen INTEGER NOT NULL,
    pooled_out_fen INTEGER NOT NULL,
    -- The same of what was set aside.
    earmarked_in_fen INTEGER NOT NULL,
    earmarked_out_fen INTEGER NOT NULL,
    -- What is there for any purpose. Never negative.
    stock_fen INTEGER GENERATED ALWAYS AS (
        added_fen + pooled_in_fen - used_fen - surrendered_fen - distributed_fen - earmarked_fen
        - pooled_out_fen
    ) VIRTUAL,
    -- What is left of what was set aside. Never negative.
    earmarked_stock_fen INTEGER GENERATED ALWAYS AS (
        earmarked_fen + earmarked_in_fen - earmarked_used_fen - earmarked_out_fen
    ) VIRTUAL
) STRICT;

-- Finds the surplus of a unit and fund.
CREATE UNIQUE INDEX surplus_by_key ON surplus (unit_id, fund);
-- Finds the surpluses an act created, for the chain.
CREATE INDEX surplus_by_voucher ON surplus (voucher_id);

CREATE TABLE commitment (
    -- 承诺. A part of one line reserved for one contract. The counterparty's name is a note.
    commitment_id INTEGER PRIMARY KEY,
    -- The act that created it.
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    line_id INTEGER NOT NULL REFERENCES line (line_id),
    -- Contract or procurement reference.
    contract TEXT NOT NULL,
    -- The commitment of last year that this one carries on; NULL for a new one.
    continues_id INTEGER REFERENCES commitment (commitment_id),
    last_posting_id INTEGER NOT NULL,
    committed_fen INTEGER NOT NULL,
    released_fen INTEGER NOT NULL,
    paid_fen INTEGER NOT NULL,
    carried_in_fen INTEGER NOT NULL,
    carried_out_fen INTEGER NOT NULL,
    -- What may still be paid against it. Never negative.
    remaining_fen INTEGER GENERATED ALWAYS AS (
        committed_fen + carried_in_fen - released_fen - paid_fen - carried_out_fen
    ) VIRTUAL
) STRICT;

-- Finds the commitments of a line.
CREATE INDEX commitment_by_line ON commitment (line_id);
-- Finds the commitments an act created, for the chain.
CREATE INDEX commitment_by_voucher ON commitment (voucher_id);
-- Finds the commitments of a contract, and adds them up.
CREATE INDEX commitment_by_contract ON commitment (contract);
-- Finds what carries a commitment on.
CREATE INDEX commitment_by_continues ON commitment (continues_id) WHERE continues_id IS NOT NULL;

CREATE TABLE procurement (
    -- 政府采购. A mark on a line or a commitment; of the marks of one, the newest decides.
    procurement_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    -- Exactly one of the two.
    line_id INTEGER REFERENCES line (line_id),
    commitment_id INTEGER REFERENCES commitment (commitment_id),
    -- goods 货物, works 工程, services 服务.
    category TEXT NOT NULL,
    -- Set apart for small 小型 or micro 微型 enterprises; NULL when it is not.
    reserved_for TEXT,
    -- How much of it is government procurement; 0 takes the mark away.
    amount_fen ANY NOT NULL
) STRICT;

-- Finds the newest mark of a line.
CREATE INDEX procurement_by_line ON procurement (line_id, procurement_id) WHERE line_id IS NOT NULL;
-- Finds the newest mark of a commitment.
CREATE INDEX procurement_by_commitment ON procurement (commitment_id, procurement_id)
WHERE commitment_id IS NOT NULL;
-- Counts the marks of an act.
CREATE INDEX procurement_by_voucher ON procurement (voucher_id);

-- ------------------------------------------------------------------------------------------------
-- 6. Postings: the only way money moves. A posting names every row it touches.

CREATE TABLE posting (
    -- 1, 2, 3 ... without a gap.
    posting_id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES voucher (voucher_id),
    event TEXT NOT NULL REFERENCES event (event),
    -- Fen, 1 .. 10^15. ANY keeps what the writer gave, so that 7.0 and '7' can be refused.
    amount_fen ANY NOT NULL,
    line_id INTEGER REFERENCES line (line_id),
    -- The other side of a transfer or carry-forward.
    to_line_id INTEGER REFERENCES line (line_id),
    -- The money of a fund that is not fiscal; to_income_id in a carry-forward of such money.
    income_id INTEGER REFERENCES income (income_id),
    to_income_id INTEGER REFERENCES income (income_id),
    surplus_id INTEGER REFERENCES surplus (surplus_id),
    commitment_id INTEGER REFERENCES commitment (commitment_id),
    -- Next year's commitment, in a carry-forward that moves one along.
    to_commitment_id INTEGER REFERENCES commitment (commitment_id),
    -- The payment that is refunded.
    refunds_id INTEGER REFERENCES posting (posting_id),
    -- The posting that is undone; then the row repeats that posting and counts negative.
    reverses_id INTEGER REFERENCES posting (posting_id),
    -- What it adds to the totals it names.
    effect_fen ANY GENERATED ALWAYS AS (
        CASE WHEN reverses_id IS NULL THEN amount_fen ELSE -amount_fen END
    ) VIRTUAL
) STRICT;

-- Desks. What is inserted into one is examined, or takes effect, by the triggers on it, and is kept
-- nowhere: the table is empty again before the statement ends. Rules that few rows need stand there
-- and cost the others nothing. They are tables and not views, because of a row that was inserted
-- changes() tells that no trigger of a connection has skipped it.

CREATE TABLE voucher_examination (
    -- A voucher before it is written.
    voucher_id ANY,
    act ANY,
    year ANY,
    dated ANY,
    document ANY,
    prepared_by ANY,
    reviewed_by ANY,
    key ANY,
    first_posting_id ANY,
    posting_count ANY,
    record_count ANY,
    hash ANY
) STRICT;

CREATE TABLE posting_examination (
    -- A posting before it is written.
    posting_id ANY,
    voucher_id ANY,
    event ANY,
    amount_fen ANY,
    line_id ANY,
    to_line_id ANY,
    income_id ANY,
    to_income_id ANY,
    surplus_id ANY,
    commitment_id ANY,
    to_commitment_id ANY,
    refunds_id ANY,
    reverses_id ANY,
    effect_fen ANY
) STRICT;

CREATE TABLE payment_examination (
    -- A payment or refund that is written, where spending is planned.
    posting_id ANY,
    voucher_id ANY,
    event ANY,
    line_id ANY,
    reverses_id ANY
) STRICT;

CREATE TABLE posting_effect (
    -- A posting that is written, with more to move than what is paid of a line.
    posting_id ANY,
    voucher_id ANY,
    event ANY,
    amount_fen ANY,
    line_id ANY,
    to_line_id ANY,
    income_id ANY,
    to_income_id ANY,
    surplus_id ANY,
    commitment_id ANY,
    to_commitment_id ANY,
    refunds_id ANY,
    reverses_id ANY,
    effect_fen ANY
) STRICT;

-- Finds the reversal of a posting; each is reversed once.
CREATE UNIQUE INDEX posting_by_reverses ON posting (reverses_id) WHERE reverses_id IS NOT NULL;
-- Adds up the refunds of a payment.
CREATE INDEX posting_by_refunds ON posting (refunds_id) WHERE refunds_id IS NOT NULL;
-- Finds the postings of a line: its totals as of a day, and what stands behind them.
CREATE INDEX posting_by_line ON posting (line_id) WHERE line_id IS NOT NULL;
-- Finds what came into a line from another, for its totals as of a day and for the tables of an
-- approved budget.
CREATE INDEX posting_by_to_line ON posting (to_line_id) WHERE to_line_id IS NOT NULL;
-- Finds the postings of surplus, which are few, for the final accounts of a year.
CREATE INDEX posting_by_surplus ON posting (surplus_id) WHERE surplus_id IS NOT NULL;

-- ------------------------------------------------------------------------------------------------
-- 7. Double entry: the second derivation. The chart is data and can be replaced.

CREATE TABLE account (
    -- A chart is a set of accounts with one voucher_id; the highest is in force, 0 is built in.
    voucher_id INTEGER NOT NULL,
    account TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    -- debit 借方 (source), credit 贷方 (status): the side the account stands on.
    side TEXT NOT NULL,
    -- The running total the account must agree with: `line.<column>`, `income.<column>`, ...;
    -- a minus in front when the account stands on the other side (contra).
    total TEXT NOT NULL,
    PRIMARY KEY (voucher_id, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting_rule (
    voucher_id INTEGER NOT NULL,
    event TEXT NOT NULL REFERENCES event (event),
    -- line, to_line, income, to_income, surplus, commitment, to_commitment: whose books.
    side TEXT NOT NULL,
    -- 1: holds when the posting names a commitment; 0: when it names none.
    against_commitment INTEGER NOT NULL,
    debit TEXT NOT NULL,
    credit TEXT NOT NULL,
    PRIMARY KEY (voucher_id, event, side, against_commitment)
) STRICT, WITHOUT ROWID;

INSERT INTO account (voucher_id, account, name_zh, side, total) VALUES
(0, 'original', '本年预算', 'debit', 'line.original_fen'),
(0, 'early', '提前安排', 'debit', 'line.early_fen'),
(0, 'supplement', '追加', 'debit', 'line.supplement_fen'),
(0, 'reduction', '追减', 'debit', '-line.reduction_fen'),
(0, 'carried_in', '上年结转', 'debit', 'line.carried_in_fen'),
(0, 'transferred_in', '调入', 'debit', 'line.transferred_in_fen'),
(0, 'transferred_out', '调出', 'debit', '-line.transferred_out_fen'),
(0, 'surplus_used', '使用结余', 'debit', 'line.surplus_used_fen'),
(0, 'prior_year', '以前年度调整', 'debit', 'line.prior_year_fen'),
(0, 'recalled', '收回', 'debit', '-line.recalled_fen'),
(0, 'executable', '可执行指标', 'credit', 'line.available_fen'),
(0, 'committed', '承诺', 'credit', 'line.committed_fen'),
(0, 'paid', '支付', 'credit', 'line.paid_fen'),
(0, 'carried_out', '结转下年', 'credit', 'line.carried_out_fen'),
(0, 'to_surplus', '转入结余', 'credit', 'line.to_surplus_fen'),
(0, 'lapsed', '注销', 'credit', 'line.lapsed_fen'),
(0, 'income_expected', '收入预算数', 'debit', 'income.expected_fen'),
(0, 'income_budgeted', '年初收入预算', 'credit', 'income.budgeted_fen'),
(0, 'income_increased', '收入预算调增', 'credit', 'income.increased_fen'),
(0, 'income_decreased', '收入预算调减', 'credit', '-income.decreased_fen'),
(0, 'income_received', '收到', 'debit', 'income.received_fen'),
(0, 'income_returned', '退付', 'debit', '-income.returned_fen'),
(0, 'income_carried_in', '上年结转资金', 'debit', 'income.carried_in_fen'),
(0, 'income_surplus_used', '使用结余资金', 'debit', 'income.surplus_used_fen'),
(0, 'income_prior_year', '以前年度调整资金', 'debit', 'income.prior_year_fen'),
(0, 'income_money', '结存资金', 'credit', 'income.money_fen'),
(0, 'income_paid', '已付资金', 'credit', 'income.paid_fen'),
(0, 'income_carried_out', '结转下年资金', 'credit', 'income.carried_out_fen'),
(0, 'income_to_surplus', '转入结余资金', 'credit', 'income.to_surplus_fen'),
(0, 'surplus_added', '结余转入', 'debit', 'surplus.added_fen'),
(0, 'surplus_stock', '累计结余', 'credit', 'surplus.stock_fen'),
(0, 'surplus_pooled_in', '结余归集调入', 'debit', 'surplus.pooled_in_fen'),
(0, 'surplus_spent', '结余使用', 'credit', 'surplus.used_fen'),
(0, 'surplus_surrendered', '结余上缴', 'credit', 'surplus.surrendered_fen'),
(0, 'surplus_distributed', '结余分配', 'credit', 'surplus.distributed_fen'),
(0, 'surplus_pooled_out', '结余归集调出', 'credit', 'surplus.pooled_out_fen'),
(0, 'earmarked_stock', '专用结余', 'credit', 'surplus.earmarked_stock_fen'),
(0, 'earmarked_pooled_in', '专用结余归集调入', 'debit', 'surplus.earmarked_in_fen'),
(0, 'earmarked_spent', '专用结余使用', 'credit', 'surplus.earmarked_used_fen'),
(0, 'earmarked_pooled_out', '专用结余归集调出', 'credit', 'surplus.earmarked_out_fen'),
(0, 'commitment_committed', '承诺金额', 'debit', 'commitment.committed_fen'),
(0, 'commitment_carried_in', '上年承诺转入', 'debit', 'commitment.carried_in_fen'),
(0, 'commitment_remaining', '承诺余额', 'credit', 'commitment.remaining_fen'),
(0, 'commitment_released', '承诺释放', 'credit', 'commitment.released_fen'),
(0, 'commitment_paid', '承诺支付', 'credit', 'commitment.paid_fen'),
(0, 'commitment_carried_out', '承诺结转', 'credit', 'commitment.carried_out_fen');

INSERT INTO posting_rule (voucher_id, event, side, against_commitment, debit, credit) VALUES
(0, 'approve', 'line', 0, 'original', 'executable'),
(0, 'approve_carried', 'line', 0, 'original', 'executable'),
(0, 'approve_carried', 'income', 0, 'income_carried_in', 'income_money'),
(0, 'allocate_early', 'line', 0, 'early', 'executable'),
(0, 'absorb_early', 'line', 0, 'executable', 'early'),
(0, 'supplement', 'line', 0, 'supplement', 'executable'),
(0, 'reduce', 'line', 0, 'executable', 'reduction'),
(0, 'transfer', 'line', 0, 'executable', 'transferred_out'),
(0, 'transfer', 'to_line', 0, 'transferred_in', 'executable'),
(0, 'commit', 'line', 1, 'executable', 'committed'),
(0, 'commit', 'commitment', 1, 'commitment_committed', 'commitment_remaining'),
(0, 'release', 'line', 1, 'committed', 'executable'),
(0, 'release', 'commitment', 1, 'commitment_remaining', 'commitment_released'),
(0, 'pay', 'line', 0, 'executable', 'paid'),
(0, 'pay', 'line', 1, 'committed', 'paid'),
(0, 'pay', 'commitment', 1, 'commitment_remaining', 'commitment_paid'),
(0, 'pay', 'income', 0, 'income_money', 'income_paid'),
(0, 'pay', 'income', 1, 'income_money', 'income_paid'),
(0, 'refund', 'line', 0, 'paid', 'executable'),
(0, 'refund', 'line', 1, 'paid', 'committed'),
(0, 'refund', 'commitment', 1, 'commitment_paid', 'commitment_remaining'),
(0, 'refund', 'income', 0, 'income_paid', 'income_money'),
(0, 'refund', 'income', 1, 'income_paid', 'income_money'),
(0, 'recall', 'line', 0, 'executable', 'recalled'),
(0, 'prior_year_increase', 'line', 0, 'prior_year', 'executable'),
(0, 'prior_year_increase', 'income', 0, 'income_prior_year', 'income_money'),
(0, 'prior_year_decrease', 'line', 0, 'executable', 'prior_year'),
(0, 'prior_year_decrease', 'income', 0, 'income_money', 'income_prior_year'),
(0, 'true_up_increase', 'line', 0, 'prior_year', 'executable'),
(0, 'true_up_increase', 'income', 0, 'income_prior_year', 'income_money'),
(0, 'true_up_decrease', 'line', 0, 'executable', 'prior_year'),
(0, 'true_up_decrease', 'income', 0, 'income_money', 'income_prior_year'),
(0, 'carry_forward', 'line', 0, 'executable', 'carried_out'),
(0, 'carry_forward', 'line', 1, 'committed', 'carried_out'),
(0, 'carry_forward', 'to_line', 0, 'carried_in', 'executable'),
(0, 'carry_forward', 'to_line', 1, 'carried_in', 'committed'),
(0, 'carry_forward', 'income', 0, 'income_money', 'income_carried_out'),
(0, 'carry_forward', 'to_income', 0, 'income_carried_in', 'income_money'),
(0, 'carry_forward', 'income', 1, 'income_money', 'income_carried_out'),
(0, 'carry_forward', 'to_income', 1, 'income_carried_in', 'income_money'),
(0, 'carry_forward', 'commitment', 1, 'commitment_remaining', 'commitment_carried_out'),
(0, 'carry_forward', 'to_commitment', 1, 'commitment_carried_in', 'commitment_remaining'),
(0, 'to_surplus', 'line', 0, 'executable', 'to_surplus'),
(0, 'to_surplus', 'income', 0, 'income_money', 'income_to_surplus'),
(0, 'to_surplus', 'surplus', 0, 'surplus_added', 'surplus_stock'),
(0, 'lapse', 'line', 0, 'executable', 'lapsed'),
(0, 'use_surplus', 'line', 0, 'surplus_used', 'executable'),
(0, 'use_surplus', 'income', 0, 'income_surplus_used', 'income_money'),
(0, 'use_surplus', 'surplus', 0, 'surplus_stock', 'surplus_spent'),
(0, 'use_earmarked', 'line', 0, 'surplus_used', 'executable'),
(0, 'use_earmarked', 'income', 0, 'income_surplus_used', 'income_money'),
(0, 'use_earmarked', 'surplus', 0, 'earmarked_stock', 'earmarked_spent'),
(0, 'surrender', 'surplus', 0, 'surplus_stock', 'surplus_surrendered'),
(0, 'distribute', 'surplus', 0, 'surplus_stock', 'surplus_distributed'),
(0, 'earmark_surplus', 'surplus', 0, 'surplus_stock', 'earmarked_stock'),
(0, 'pool_out', 'surplus', 0, 'surplus_stock', 'surplus_pooled_out'),
(0, 'pool_in', 'surplus', 0, 'surplus_pooled_in', 'surplus_stock'),
(0, 'pool_earmarked_out', 'surplus', 0, 'earmarked_stock', 'earmarked_pooled_out'),
(0, 'pool_earmarked_in', 'surplus', 0, 'earmarked_pooled_in', 'earmarked_stock'),
(0, 'budget_income', 'income', 0, 'income_expected', 'income_budgeted'),
(0, 'income_increase', 'income', 0, 'income_expected', 'income_increased'),
(0, 'income_decrease', 'income', 0, 'income_decreased', 'income_expected'),
(0, 'receive', 'income', 0, 'income_received', 'income_money'),
(0, 'return_income', 'income', 0, 'income_money', 'income_returned'),
(0, 'income_to_surplus', 'income', 0, 'income_money', 'income_to_surplus'),
(0, 'income_to_surplus', 'surplus', 0, 'surplus_added', 'surplus_stock'),
(0, 'cover_deficit', 'income', 0, 'income_surplus_used', 'income_money'),
(0, 'cover_deficit', 'surplus', 0, 'surplus_stock', 'surplus_spent');

-- ------------------------------------------------------------------------------------------------
-- 8. Helpers of the guards.

CREATE VIEW blank AS
-- What a text may hold and still be none: the white space of Unicode, also the full-width blank of a
-- Chinese keyboard. trim() alone takes the blank of ASCII.
SELECT char(
    9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201,
    8202, 8232, 8233, 8239, 8287, 12288
) AS characters;

CREATE VIEW newest_voucher AS
-- The voucher that postings and records may still belong to.
SELECT * FROM voucher ORDER BY voucher_id DESC LIMIT 1;

CREATE VIEW record AS
-- Every record of an act without postings, once for each act that wrote or changed it.
SELECT voucher_id FROM ledger
UNION ALL SELECT voucher_id FROM unit
UNION ALL SELECT deactivated_by FROM unit WHERE deactivated_by IS NOT NULL
UNION ALL SELECT voucher_id FROM code
UNION ALL SELECT voucher_id FROM economic_mapping
UNION ALL SELECT voucher_id FROM successor
UNION ALL SELECT voucher_id FROM policy
UNION ALL SELECT voucher_id FROM seal
UNION ALL SELECT voucher_id FROM restored_guard
UNION ALL SELECT voucher_id FROM contract
UNION ALL SELECT voucher_id FROM contract_part
UNION ALL SELECT voucher_id FROM procurement
UNION ALL SELECT voucher_id FROM statement
UNION ALL SELECT voucher_id FROM statement_row
UNION ALL SELECT voucher_id FROM statement_match
UNION ALL SELECT cancelled_by FROM statement_match WHERE cancelled_by IS NOT NULL
UNION ALL SELECT voucher_id FROM assertion
UNION ALL SELECT voucher_id FROM declaration
UNION ALL SELECT voucher_id FROM spending_plan
UNION ALL SELECT voucher_id FROM account
UNION ALL SELECT voucher_id FROM posting_rule
UNION ALL SELECT voucher_id FROM note
UNION ALL SELECT erased_by FROM note WHERE erased_by IS NOT NULL;

CREATE VIEW open_record AS
-- The newest voucher while it still expects a record.
SELECT v.voucher_id, v.act
FROM newest_voucher AS v
WHERE v.record_count > (SELECT count(*) FROM record AS r WHERE r.voucher_id = v.voucher_id);

CREATE VIEW unfinished_record AS
-- The newest voucher while it expects more than one record: the next is not the last.
SELECT v.voucher_id, v.act
FROM newest_voucher AS v
WHERE v.record_count > 1 + (SELECT count(*) FROM record AS r WHERE r.voucher_id = v.voucher_id);

CREATE VIEW line_balance AS
-- All running totals of a line.
SELECT
    a.line_id, s.last_posting_id, a.original_fen, a.early_fen, a.supplement_fen, a.reduction_fen,
    a.carried_in_fen, a.transferred_in_fen, a.transferred_out_fen, a.surplus_used_fen,
    a.prior_year_fen, a.recalled_fen, s.committed_fen, s.paid_fen, a.carried_out_fen,
    a.to_surplus_fen, a.lapsed_fen, s.ceiling_fen,
    -- What may still be committed or paid. Never negative.
    s.ceiling_fen - s.committed_fen - s.paid_fen AS available_fen
FROM line_authority AS a JOIN line_spending AS s ON s.line_id = a.line_id;

CREATE VIEW open_posting AS
-- The newest voucher while it still expects a posting.
SELECT v.voucher_id, v.act, v.year
FROM newest_voucher AS v
WHERE v.first_posting_id + v.posting_count - 1 > coalesce((SELECT max(posting_id) FROM posting), 0);

CREATE VIEW successor_in_force AS
-- What a code or unit of a year is called in the next: the newest row about it, unless that
-- withdraws what was said before.
SELECT s.successor_id, s.voucher_id, s.scheme, s.year, s.old, s.new, s.source
FROM successor AS s
WHERE s.new <> s.old AND s.successor_id = (
    SELECT max(n.successor_id) FROM successor AS n
    WHERE n.scheme = s.scheme AND n.year = s.year AND n.old = s.old
);

CREATE VIEW carry_over_estimate AS
-- What is left of the carry-over that was approved as an estimate on a line, or trued up since. Once
-- the year before is closed it stands beside the real one.
SELECT
    l.line_id, l.year, b.original_fen,
    b.original_fen - coalesce((
        SELECT sum(p.effect_fen * CASE p.event WHEN 'true_up_decrease' THEN 1 ELSE -1 END)
        FROM posting AS p
        WHERE p.line_id = l.line_id AND p.event IN ('true_up_increase', 'true_up_decrease')
    ), 0) AS estimate_fen
FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
WHERE l.origin_year < l.year;

CREATE VIEW spending_plan_month AS
-- 用款计划 beside what was paid: the plan in force of each line, month by month. The *_to_date_fen
-- add up the months so far; no month's payments may be more than its plan, so added up.
SELECT
    s.line_id, d.month,
    CASE d.month
        WHEN 1 THEN s.m01_fen
        WHEN 2 THEN s.m02_fen
        WHEN 3 THEN s.m03_fen
        WHEN 4 THEN s.m04_fen
        WHEN 5 THEN s.m05_fen
        WHEN 6 THEN s.m06_fen
        WHEN 7 THEN s.m07_fen
        WHEN 8 THEN s.m08_fen
        WHEN 9 THEN s.m09_fen
        WHEN 10 THEN s.m10_fen
        WHEN 11 THEN s.m11_fen
        WHEN 12 THEN s.m12_fen
    END AS planned_fen,
    s.m01_fen
    + s.m02_fen * (d.month >= 2)
    + s.m03_fen * (d.month >= 3)
    + s.m04_fen * (d.month >= 4)
    + s.m05_fen * (d.month >= 5)
    + s.m06_fen * (d.month >= 6)
    + s.m07_fen * (d.month >= 7)
    + s.m08_fen * (d.month >= 8)
    + s.m09_fen * (d.month >= 9)
    + s.m10_fen * (d.month >= 10)
    + s.m11_fen * (d.month >= 11)
    + s.m12_fen * (d.month >= 12) AS planned_to_date_fen,
    (
        SELECT coalesce(sum(p.effect_fen * ((p.event = 'pay') - (p.event = 'refund'))), 0)
        FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
        WHERE p.line_id = s.line_id AND p.event IN ('pay', 'refund')
        AND CAST(substr(v.dated, 6, 2) AS INTEGER) = d.month
    ) AS paid_fen,
    (
        SELECT coalesce(sum(p.effect_fen * ((p.event = 'pay') - (p.event = 'refund'))), 0)
        FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
        WHERE p.line_id = s.line_id AND p.event IN ('pay', 'refund')
        AND CAST(substr(v.dated, 6, 2) AS INTEGER) <= d.month
    ) AS paid_to_date_fen
FROM spending_plan AS s
JOIN (
    SELECT 1 AS month UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
    UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10
    UNION ALL SELECT 11 UNION ALL SELECT 12
) AS d
WHERE s.plan_id = (SELECT max(n.plan_id) FROM spending_plan AS n WHERE n.line_id = s.line_id);

-- ------------------------------------------------------------------------------------------------
-- 9. Guards of acts.

-- The plain case is nearly all cases: postings of the same year, by the same people, as in the
-- voucher before. What is plainly right is written; anything else is examined, and a refusal says why.
CREATE TRIGGER voucher_before_insert_examine
BEFORE INSERT ON voucher
WHEN 1 IS NOT (
    SELECT CASE
        WHEN NEW.act = 'post' AND p.act = 'post' AND NEW.year = p.year
            AND NEW.prepared_by IS p.prepared_by AND NEW.reviewed_by IS p.reviewed_by
            AND NEW.voucher_id = p.voucher_id + 1
            AND NEW.first_posting_id = p.first_posting_id + p.posting_count
            AND NEW.posting_count > 0 AND NEW.posting_count <= 10000000 AND NEW.record_count = 0
            AND (
                NEW.dated = p.dated
                OR substr(NEW.dated, 1, 5) = NEW.year || '-' AND NEW.dated = date(NEW.dated, '+0 days')
            )
            AND (NEW.hash IS NULL OR length(NEW.hash) = 32)
            -- The voucher before has all its postings.
            AND NEW.first_posting_id = (SELECT max(posting_id) FROM posting) + 1
            AND (
                NEW.key IS NULL
                OR NEW.key <> '' AND NOT EXISTS (SELECT 1 FROM voucher AS k WHERE k.key = NEW.key)
            )
            THEN 1
    END
    FROM voucher AS p ORDER BY p.voucher_id DESC LIMIT 1
)
BEGIN
    INSERT INTO voucher_examination VALUES (
        NEW.voucher_id, NEW.act, NEW.year, NEW.dated, NEW.document, NEW.prepared_by,
        NEW.reviewed_by, NEW.key, NEW.first_posting_id, NEW.posting_count, NEW.record_count,
        NEW.hash
    );
    SELECT RAISE(ABORT, 'effect_missing: the voucher was not examined')
    WHERE changes() <> 1;
    -- No trigger of a connection has written another one meanwhile, past this examination.
    SELECT RAISE(ABORT, 'voucher_out_of_order: a voucher was written while another was examined')
    WHERE (SELECT max(voucher_id) FROM voucher) >= NEW.voucher_id OR (SELECT min(voucher_id) FROM voucher) < 1;
END;

CREATE TRIGGER voucher_examination_before_insert_after_all
BEFORE INSERT ON voucher_examination
WHEN NEW.act IN ('approve', 'begin_closing', 'close') AND NEW.dated < NEW.year || '-12-31'
BEGIN
    -- Else the totals as of a day between would say what never was.
    SELECT RAISE(ABORT, 'date_too_early: an approval is not dated before what was arranged or paid early, nor a closing before the newest day on which something of its year moved')
    -- Before an approval nothing is paid but early, which is its own act.
    WHERE NEW.dated < CASE
        WHEN NEW.act = 'approve'
            THEN (
                SELECT max(v.dated) FROM voucher AS v
                WHERE v.year = NEW.year AND v.act <> 'post' AND v.posting_count > 0
            )
        ELSE (SELECT max(v.dated) FROM voucher AS v WHERE v.year = NEW.year AND v.posting_count > 0)
    END;
END;

CREATE TRIGGER voucher_examination_before_insert_order
BEFORE INSERT ON voucher_examination
BEGIN
    SELECT CASE
        WHEN NEW.voucher_id IS NOT coalesce((SELECT max(voucher_id) FROM voucher), 0) + 1
            THEN RAISE(ABORT, 'voucher_out_of_order: give voucher_id the newest voucher_id + 1')
        WHEN NOT coalesce(NEW.posting_count BETWEEN 0 AND 10000000, 0)
            OR NOT coalesce(NEW.record_count BETWEEN 0 AND 1000000, 0)
            OR NEW.voucher_id = 1 AND NEW.first_posting_id IS NOT 1
            THEN RAISE(ABORT, 'voucher_count_invalid: counts are not negative and not larger than an act may be')
        WHEN NEW.hash IS NOT NULL AND length(NEW.hash) <> 32
            THEN RAISE(ABORT, 'hash_invalid: a hash is 32 bytes, or NULL when the writer has none')
        -- Without a modifier, date() gives 2025-02-30 back as it is; years before 0 have a minus.
        WHEN NEW.dated IS NOT date(NEW.dated, '+0 days') OR NEW.dated < '0'
            OR NEW.posting_count > 0 AND NEW.dated IS NULL
            THEN RAISE(ABORT, 'date_invalid: give a date of the calendar as YYYY-MM-DD')
        WHEN NEW.key = ''
            THEN RAISE(ABORT, 'key_invalid: give a key or NULL')
        WHEN EXISTS (SELECT 1 FROM voucher AS k WHERE k.key = NEW.key)
            THEN RAISE(ABORT, 'key_used: the key belongs to an earlier voucher; give a new one')
    END;
    SELECT CASE
        WHEN p.first_posting_id + p.posting_count - 1 > coalesce((SELECT max(posting_id) FROM posting), 0)
            OR p.record_count > 0 AND p.record_count > (
                SELECT count(*) FROM record AS r WHERE r.voucher_id = p.voucher_id
            )
            THEN RAISE(ABORT, 'voucher_incomplete: the newest voucher still expects rows; write them or roll back')
        WHEN NEW.first_posting_id IS NOT p.first_posting_id + p.posting_count
            THEN RAISE(ABORT, 'voucher_count_invalid: first_posting_id is the newest posting_id + 1')
    END
    FROM voucher AS p WHERE p.voucher_id = NEW.voucher_id - 1;
END;

CREATE TRIGGER voucher_examination_before_insert_act
BEFORE INSERT ON voucher_examination
BEGIN
    SELECT RAISE(ABORT, 'act_unknown: the act is not in the table act')
    WHERE NOT EXISTS (SELECT 1 FROM act WHERE act = NEW.act);
    SELECT CASE
        WHEN (NEW.year IS NOT NULL) <> a.has_year OR NOT coalesce(NEW.year, 2000) BETWEEN 1900 AND 9998
            THEN RAISE(ABORT, 'year_invalid: give a year between 1900 and 9998 exactly when the act has one')
        WHEN (NEW.posting_count > 0) <> a.has_postings OR a.has_postings AND NEW.record_count > 0
            THEN RAISE(ABORT, 'voucher_count_invalid: this act takes postings or records, not what was declared')
        WHEN NEW.act = 'reopen_year' AND NEW.record_count <> 1
            THEN RAISE(ABORT, 'note_invalid: a year is reopened with one record, the note of its reason')
        WHEN NEW.act = 'prepare_year' AND y.year IS NOT NULL
            THEN RAISE(ABORT, 'year_exists: the year is already in this ledger')
        WHEN a.state_before IS NULL OR y.state = a.state_before
            THEN CASE WHEN NEW.posting_count > 0 AND CAST(substr(NEW.dated, 1, 4) AS INTEGER) <> NEW.year
                THEN RAISE(ABORT, 'date_outside_year: the date must lie in the voucher''s year')
            END
        WHEN y.year IS NULL
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
        WHEN y.state = 'preparing'
            THEN RAISE(ABORT, 'year_preparing: the budget of the year is not approved yet')
        WHEN y.state = 'open'
            THEN RAISE(ABORT, 'year_open: the year is open; the act needs another state')
        WHEN y.state = 'closing'
            THEN RAISE(ABORT, 'year_closing: the year is being closed; finish or cancel the closing first')
        ELSE RAISE(ABORT, 'year_closed: the year is closed; record a prior-year event in an open year')
    END
    FROM act AS a LEFT JOIN budget_year AS y ON y.year = NEW.year
    WHERE a.act = NEW.act;
END;

CREATE TRIGGER voucher_examination_before_insert_four_eyes
BEFORE INSERT ON voucher_examination
WHEN EXISTS (SELECT 1 FROM policy WHERE name = 'four_eyes' AND policy_id > 0)
BEGIN
    -- For an act without a year the newest policy counts: else one person could switch it off.
    -- Blanks and case make no other person: 李 明 is 李明.
    SELECT RAISE(ABORT, 'four_eyes: reviewed_by must be given and differ from prepared_by')
    WHERE (
        SELECT p.action IN ('deny', 'forbid') FROM policy AS p
        WHERE p.name = 'four_eyes'
        AND coalesce(NEW.year BETWEEN p.first_year AND p.last_year, NEW.year IS NULL)
        ORDER BY p.policy_id DESC LIMIT 1
    )
    AND (
        coalesce(trim(NEW.reviewed_by, (SELECT characters FROM blank)), '') = ''
        OR coalesce(trim(NEW.prepared_by, (SELECT characters FROM blank)), '') = ''
        OR (
            SELECT lower(replace(replace(trim(NEW.reviewed_by, b.characters), ' ', ''), '　', ''))
                = lower(replace(replace(trim(NEW.prepared_by, b.characters), ' ', ''), '　', ''))
            FROM blank AS b
        )
    );
END;

CREATE TRIGGER voucher_examination_after_insert_clear
AFTER INSERT ON voucher_examination
BEGIN
    DELETE FROM voucher_examination;
END;

CREATE TRIGGER voucher_after_insert_move_year
AFTER INSERT ON voucher
WHEN NEW.act <> 'post'
BEGIN
    INSERT INTO budget_year (year, state, last_voucher_id)
    SELECT NEW.year, 'preparing', NEW.voucher_id WHERE NEW.act = 'prepare_year';
    UPDATE budget_year
    SET state = (SELECT state_after FROM act WHERE act = NEW.act), last_voucher_id = NEW.voucher_id
    WHERE year = NEW.year AND NEW.act <> 'prepare_year'
    AND EXISTS (SELECT 1 FROM act WHERE act = NEW.act AND state_after IS NOT NULL);
    SELECT RAISE(ABORT, 'effect_missing: the year did not take its new state')
    WHERE EXISTS (SELECT 1 FROM act WHERE act = NEW.act AND state_after IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM budget_year WHERE year = NEW.year AND last_voucher_id = NEW.voucher_id
    );
END;

CREATE TRIGGER budget_year_before_insert_self
BEFORE INSERT ON budget_year
BEGIN
    SELECT RAISE(ABORT, 'year_self: a year comes from a prepare_year voucher and in no other way')
    WHERE NOT EXISTS (
        SELECT 1 FROM newest_voucher AS v
        WHERE v.voucher_id = NEW.last_voucher_id AND v.act = 'prepare_year' AND v.year = NEW.year
        AND NEW.state = 'preparing'
    )
    OR EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year);
END;

CREATE TRIGGER budget_year_before_update_self
BEFORE UPDATE ON budget_year
BEGIN
    SELECT RAISE(ABORT, 'year_self: a year changes its state by a voucher and in no other way')
    WHERE NOT EXISTS (
        SELECT 1 FROM newest_voucher AS v JOIN act AS a ON a.act = v.act
        WHERE v.voucher_id = NEW.last_voucher_id AND v.voucher_id > OLD.last_voucher_id
        AND v.year = OLD.year AND NEW.year = OLD.year
        AND a.state_before = OLD.state AND a.state_after = NEW.state
    );
END;

CREATE TRIGGER budget_year_before_update_approve
BEFORE UPDATE ON budget_year
WHEN OLD.state = 'preparing' AND NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'approval_incomplete: an approval posts every draft line and draft income of the year, takes in every early amount, and there must be a draft')
    WHERE (SELECT posting_count FROM newest_voucher) <> (SELECT count(*) FROM draft_line WHERE year = NEW.year)
        + (SELECT count(*) FROM draft_income WHERE year = NEW.year)
        + (
            SELECT count(*) FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
            WHERE l.year = NEW.year AND b.early_fen > 0
        )
    OR NOT EXISTS (SELECT 1 FROM draft_line WHERE year = NEW.year)
    AND NOT EXISTS (SELECT 1 FROM draft_income WHERE year = NEW.year);
    SELECT RAISE(ABORT, 'income_expenditure_differ: for each unit and fund that is not fiscal, budgeted income must equal the lines of the year')
    WHERE EXISTS (
        SELECT 1 FROM (
            SELECT d.unit_id, d.fund, d.amount_fen FROM draft_line AS d
            JOIN fund AS f ON f.fund = d.fund
            WHERE d.year = NEW.year AND d.origin_year = d.year AND f.is_fiscal = 0
            UNION ALL
            SELECT i.unit_id, i.fund, -i.amount_fen FROM draft_income AS i WHERE i.year = NEW.year
        ) GROUP BY unit_id, fund HAVING sum(amount_fen) <> 0
    );
    SELECT RAISE(ABORT, 'control_total_differs: the lines of a fund and level do not add up to the total of the approving document')
    WHERE EXISTS (
        SELECT 1 FROM draft_control AS c
        WHERE c.year = NEW.year AND c.amount_fen <> (
            SELECT coalesce(sum(d.amount_fen), 0) FROM draft_line AS d
            WHERE d.year = c.year AND d.fund = c.fund AND d.level = c.level AND d.origin_year = d.year
        )
    );
    SELECT RAISE(ABORT, 'carry_over_known: last year is closed or being closed, so its carry-over comes from the closing; delete the drafts with an earlier origin_year')
    WHERE EXISTS (SELECT 1 FROM draft_line WHERE year = NEW.year AND origin_year < year)
    AND EXISTS (
        SELECT 1 FROM budget_year WHERE year = NEW.year - 1 AND state IN ('closing', 'closed')
    );
END;

CREATE TRIGGER budget_year_before_update_begin_closing
BEFORE UPDATE ON budget_year
WHEN OLD.state = 'open' AND NEW.state = 'closing'
BEGIN
    SELECT RAISE(ABORT, 'earlier_year_open: close the earlier years first')
    WHERE EXISTS (SELECT 1 FROM budget_year WHERE year < NEW.year AND state <> 'closed');
    SELECT RAISE(ABORT, 'true_up_left: the closing of the year before brought the real carry-over; take the estimates of this year out with true-ups first')
    WHERE EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year - 1)
    AND EXISTS (
        SELECT 1 FROM carry_over_estimate
        WHERE year = NEW.year AND original_fen > 0 AND estimate_fen > 0
    );
END;

CREATE TRIGGER budget_year_before_update_finish_closing
BEFORE UPDATE ON budget_year
WHEN OLD.state = 'closing' AND NEW.state = 'closed'
BEGIN
    SELECT RAISE(ABORT, 'closing_undecided: a line still has something available or committed; carry it forward, move it to surplus or let it lapse')
    WHERE EXISTS (
        SELECT 1 FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
        WHERE l.year = NEW.year AND (b.available_fen <> 0 OR b.committed_fen <> 0)
    );
    SELECT RAISE(ABORT, 'closing_undecided_money: a fund still has money or a deficit; carry it forward, move it to surplus or cover it')
    WHERE EXISTS (SELECT 1 FROM income WHERE year = NEW.year AND money_fen <> 0);
END;

CREATE TRIGGER budget_year_before_update_reopen
BEFORE UPDATE ON budget_year
WHEN OLD.state = 'closed' AND NEW.state = 'closing'
BEGIN
    SELECT RAISE(ABORT, 'later_year_closed: reopen the later year first')
    WHERE EXISTS (
        SELECT 1 FROM budget_year WHERE year > NEW.year AND state IN ('closing', 'closed')
    );
END;

CREATE TRIGGER budget_year_before_update_cancel_closing
BEFORE UPDATE ON budget_year
WHEN OLD.state = 'closing' AND NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'closing_not_undone: reverse every posting of the closing first')
    WHERE EXISTS (
        SELECT 1 FROM voucher AS v
        CROSS JOIN posting AS p
            ON p.posting_id BETWEEN v.first_posting_id AND v.first_posting_id + v.posting_count - 1
        WHERE v.year = NEW.year AND v.act = 'close' AND v.act <> 'post'
        AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
    );
END;

CREATE TRIGGER budget_year_before_delete_self
BEFORE DELETE ON budget_year
BEGIN
    SELECT RAISE(ABORT, 'year_self: a year is never deleted');
END;

-- ------------------------------------------------------------------------------------------------
-- 10. Guards of records.

CREATE TRIGGER ledger_before_insert_record
BEFORE INSERT ON ledger
BEGIN
    SELECT RAISE(ABORT, 'record_not_expected: write an act create first, then the one ledger row, with a title')
    WHERE NEW.ledger_id IS NOT 1 OR EXISTS (SELECT 1 FROM ledger)
    OR coalesce(trim(NEW.title, (SELECT characters FROM blank)), '') = ''
    OR NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'create');
END;

CREATE TRIGGER unit_before_insert_record
BEFORE INSERT ON unit
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'add_unit')
            OR NEW.unit_id IS NOT coalesce((SELECT max(unit_id) FROM unit), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act add_unit that declares its units, then the units in order')
        WHEN EXISTS (SELECT 1 FROM unit WHERE name = NEW.name)
            THEN RAISE(ABORT, 'unit_exists: a unit of this name is in the ledger')
        WHEN coalesce(trim(NEW.name, (SELECT characters FROM blank)), '') = '' OR NEW.name <> trim(NEW.name, (SELECT characters FROM blank))
            OR coalesce(NEW.kind, '') NOT IN ('department', 'agency', 'institution', 'other')
            OR NEW.deactivated_by IS NOT NULL
            THEN RAISE(ABORT, 'unit_invalid: a unit has a name and is a department, agency, institution or other')
        WHEN NEW.parent_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM unit WHERE unit_id = NEW.parent_id AND deactivated_by IS NULL
        )
            THEN RAISE(ABORT, 'unit_unknown: the parent is not an active unit of this ledger')
    END;
END;

CREATE TRIGGER unit_before_update_append_only
BEFORE UPDATE ON unit
BEGIN
    SELECT RAISE(ABORT, 'append_only: a unit never changes; only an act deactivate_unit marks it, once')
    WHERE OLD.deactivated_by IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM open_record WHERE voucher_id = NEW.deactivated_by AND act = 'deactivate_unit'
    )
    OR NEW.unit_id IS NOT OLD.unit_id OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.name IS NOT OLD.name OR NEW.kind IS NOT OLD.kind OR NEW.parent_id IS NOT OLD.parent_id;
END;

CREATE TRIGGER code_before_insert_record
BEFORE INSERT ON code
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record AS o JOIN voucher AS v ON v.voucher_id = o.voucher_id
            WHERE o.voucher_id = NEW.voucher_id AND o.act = 'load_catalogue' AND v.year = NEW.year
        )
            OR NEW.code_id IS NOT coalesce((SELECT max(code_id) FROM code), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act load_catalogue of the year that declares its rows, then the rows in order')
        WHEN EXISTS (
            SELECT 1 FROM code WHERE year = NEW.year AND scheme = NEW.scheme AND code = NEW.code
        )
            THEN RAISE(ABORT, 'code_exists: the code is in the catalogue of this year')
        WHEN coalesce(NEW.scheme, '') NOT IN ('functional', 'economic', 'government_economic')
            OR NEW.code GLOB '*[^0-9]*' OR coalesce(length(NEW.code), 0) NOT IN (3, 5, 7)
            OR length(NEW.code) = 7 AND NEW.scheme <> 'functional'
            OR coalesce(trim(NEW.name, (SELECT characters FROM blank)), '') = '' OR coalesce(trim(NEW.source, (SELECT characters FROM blank)), '') = ''
            OR coalesce(NEW.is_verified, -1) NOT IN (0, 1)
            OR NEW.parent IS NOT nullif(substr(NEW.code, 1, length(NEW.code) - 2), substr(NEW.code, 1, 1))
            THEN RAISE(ABORT, 'code_malformed: a functional code has 3, 5 or 7 digits, an economic one 3 or 5, its parent is the code two digits shorter, and it has a name and a source')
        WHEN NEW.parent IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM code WHERE year = NEW.year AND scheme = NEW.scheme AND code = NEW.parent
        )
            THEN RAISE(ABORT, 'code_parent_unknown: load the parent code first')
    END;
END;

CREATE TRIGGER economic_mapping_before_insert_record
BEFORE INSERT ON economic_mapping
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record AS o JOIN voucher AS v ON v.voucher_id = o.voucher_id
            WHERE o.voucher_id = NEW.voucher_id AND o.act = 'load_catalogue' AND v.year = NEW.year
        )
            OR NEW.mapping_id IS NOT coalesce((SELECT max(mapping_id) FROM economic_mapping), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act load_catalogue of the year that declares its rows, then the rows in order')
        WHEN EXISTS (
            SELECT 1 FROM economic_mapping
            WHERE year = NEW.year AND department_code = NEW.department_code
            AND government_code = NEW.government_code AND applies_to = NEW.applies_to
        )
            OR coalesce(NEW.applies_to, '') NOT IN ('agency', 'institution', 'any')
            OR coalesce(NEW.is_verified, -1) NOT IN (0, 1) OR coalesce(trim(NEW.source, (SELECT characters FROM blank)), '') = ''
            OR NOT EXISTS (
                SELECT 1 FROM code
                WHERE year = NEW.year AND scheme = 'economic' AND code = NEW.department_code
            )
            OR NOT EXISTS (
                SELECT 1 FROM code
                WHERE year = NEW.year AND scheme = 'government_economic' AND code = NEW.government_code
            )
            THEN RAISE(ABORT, 'mapping_invalid: a mapping joins two codes of the year, once for each kind of unit, and has a source')
    END;
END;

CREATE TRIGGER successor_before_insert_record
BEFORE INSERT ON successor
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record AS o JOIN voucher AS v ON v.voucher_id = o.voucher_id
            WHERE o.voucher_id = NEW.voucher_id AND o.act = 'load_successor' AND v.year = NEW.year
        )
            OR NEW.successor_id IS NOT coalesce((SELECT max(successor_id) FROM successor), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act load_successor of the year that declares its rows, then the rows in order')
        WHEN coalesce(NEW.scheme, '') NOT IN ('functional', 'economic', 'unit')
            OR coalesce(trim(NEW.new, (SELECT characters FROM blank)), '') = ''
            OR trim(NEW.new, (SELECT characters FROM blank)) = NEW.old AND (
                NEW.new <> NEW.old OR NOT EXISTS (
                    SELECT 1 FROM successor_in_force
                    WHERE scheme = NEW.scheme AND year = NEW.year AND old = NEW.old
                )
            )
            OR coalesce(trim(NEW.source, (SELECT characters FROM blank)), '') = '' OR EXISTS (
                SELECT 1 FROM successor_in_force
                WHERE scheme = NEW.scheme AND year = NEW.year AND old = NEW.old AND new = NEW.new
            )
            OR NEW.scheme = 'unit' AND (
                SELECT count(*) FROM unit WHERE name IN (NEW.old, NEW.new)
            ) <> 1 + (NEW.new IS NOT NEW.old)
            OR NEW.scheme <> 'unit' AND NOT EXISTS (
                SELECT 1 FROM code
                WHERE year = NEW.year AND scheme = NEW.scheme AND code = NEW.old
            )
            THEN RAISE(ABORT, 'successor_invalid: a successor names a code or unit of the year, what it becomes, and its source, once')
        -- A unit may be said to have taken over contracts later than that.
        WHEN (
            NEW.scheme <> 'unit' OR EXISTS (
                SELECT 1 FROM successor_in_force
                WHERE scheme = NEW.scheme AND year = NEW.year AND old = NEW.old
            )
        )
            AND EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year AND state = 'closed')
            THEN RAISE(ABORT, 'year_closed: the closing carried money forward under the successors that it knew; undo it first')
    END;
END;

CREATE TRIGGER policy_before_insert_record
BEFORE INSERT ON policy
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'set_policy')
            OR NEW.policy_id IS NOT max(coalesce((SELECT max(policy_id) FROM policy), 0), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act set_policy that declares its policies, then the policies in order')
        WHEN NOT EXISTS (SELECT 1 FROM policy_name WHERE name = NEW.name)
            THEN RAISE(ABORT, 'policy_unknown: the policy is not in the table policy_name; nothing would look at it')
        WHEN coalesce(trim(NEW.source, (SELECT characters FROM blank)), '') = ''
            OR NOT coalesce(
                1900 <= NEW.first_year AND NEW.first_year <= NEW.last_year AND NEW.last_year <= 9998, 0
            )
            OR NOT coalesce(NEW.action IN ('forbid', 'deny', 'document', 'warn', 'allow'), 0)
            THEN RAISE(ABORT, 'policy_invalid: a policy has years between 1900 and 9998, a source, and forbids, denies, needs a document, warns or allows')
    END;
    SELECT CASE
        WHEN instr(n.actions, '|' || NEW.action || '|') = 0
            THEN RAISE(ABORT, 'policy_action_invalid: the policy does not take this action; policy_name says which it takes')
        WHEN NOT coalesce(CASE n.value_form
            WHEN 'none' THEN NEW.value IS NULL
            WHEN 'number' THEN NEW.value IS NULL AND NEW.action = 'allow'
                OR NEW.value GLOB '[0-9]' OR NEW.value GLOB '[1-9][0-9]'
            WHEN 'percent' THEN NEW.value GLOB '[0-9]' OR NEW.value GLOB '[1-9][0-9]' OR NEW.value = '100'
            WHEN 'day' THEN NEW.value IS NULL AND NEW.action = 'allow'
                OR length(NEW.value) = 5 AND '2024-' || NEW.value = date('2024-' || NEW.value, '+0 days')
            ELSE instr(n.value_form, '|' || NEW.value || '|') > 0 AND instr(NEW.value, '|') = 0
        END, 0)
            THEN RAISE(ABORT, 'policy_value_invalid: the value is not one of this policy; policy_name says what it must be')
        WHEN (NEW.fund IS NOT NULL) > n.has_fund OR (NEW.level IS NOT NULL) > n.has_level
            OR (NEW.kind IS NOT NULL) > n.has_kind OR (NEW.code_level IS NOT NULL) > n.has_code_level
            OR NEW.fund IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund)
            OR NEW.level NOT IN ('own', 'upper')
            OR NEW.kind NOT IN (
                'basic_personnel', 'basic_public', 'project', 'operating', 'remittance', 'subsidy'
            )
            OR NEW.code_level NOT IN ('class', 'group', 'item')
            OR NEW.item IS NOT NULL AND (
                NEW.item GLOB '*[^0-9]*' OR substr(NEW.item, 1, 1) IS NOT n.item_digit
                OR length(NEW.item) > iif(n.item_digit = '3', 5, 7)
            )
            THEN RAISE(ABORT, 'policy_scope_invalid: the policy is narrowed by something that it does not know; policy_name says what it may be narrowed by')
    END
    FROM policy_name AS n WHERE n.name = NEW.name;
END;

CREATE TRIGGER override_before_insert_record
BEFORE INSERT ON override
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_posting WHERE voucher_id = NEW.voucher_id)
            OR NEW.override_id IS NOT coalesce((SELECT max(override_id) FROM override), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: an override is written by the newest voucher, before its last posting, in order')
        WHEN coalesce(trim(NEW.document, (SELECT characters FROM blank)), '') = ''
            OR NOT EXISTS (SELECT 1 FROM policy_name WHERE name = NEW.policy)
            OR EXISTS (
                SELECT 1 FROM override WHERE voucher_id = NEW.voucher_id AND policy = NEW.policy
            )
            THEN RAISE(ABORT, 'override_invalid: an override names a policy, once in a voucher, and the document that grants it')
    END;
END;

CREATE TRIGGER adjustment_before_insert_record
BEFORE INSERT ON adjustment
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_posting WHERE voucher_id = NEW.voucher_id AND act = 'post'
        )
            OR NEW.adjustment_id IS NOT coalesce((SELECT max(adjustment_id) FROM adjustment), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: an adjustment is written by the newest voucher of an open year, before its last posting, in order')
        WHEN coalesce(NEW.legal_kind, '') NOT IN ('budget_adjustment', 'reallocation')
            OR EXISTS (SELECT 1 FROM adjustment WHERE voucher_id = NEW.voucher_id)
            THEN RAISE(ABORT, 'adjustment_invalid: an adjustment is a budget_adjustment or a reallocation, once in a voucher')
    END;
END;

CREATE TRIGGER seal_before_insert_record
BEFORE INSERT ON seal
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'seal_foreign')
            OR NEW.seal_id IS NOT coalesce((SELECT max(seal_id) FROM seal), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act seal_foreign that declares its seals, then the seals in order')
        WHEN length(NEW.digest) IS NOT 32
            OR EXISTS (SELECT 1 FROM seal WHERE sealed_voucher_id = NEW.sealed_voucher_id)
            OR NOT EXISTS (
                SELECT 1 FROM voucher
                WHERE voucher_id = NEW.sealed_voucher_id AND hash IS NULL
                AND voucher_id < NEW.voucher_id
            )
            THEN RAISE(ABORT, 'seal_invalid: a seal holds 32 bytes for an earlier voucher without a hash, once')
    END;
END;

CREATE TRIGGER restored_guard_before_insert_record
BEFORE INSERT ON restored_guard
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'repair')
            OR NEW.guard_id IS NOT coalesce((SELECT max(guard_id) FROM restored_guard), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act repair that declares what it put back, then that in order')
        WHEN NOT coalesce(
            NEW.kind IN ('trigger', 'view', 'index', 'table', 'rows', 'pragma')
            AND NEW.was IN ('missing', 'changed', 'added', 'stale'), 0
        )
            THEN RAISE(ABORT, 'guard_invalid: a guard that was put back is of a known kind, and was missing, changed, added or stale')
    END;
END;

CREATE TRIGGER statement_before_insert_record
BEFORE INSERT ON statement
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'load_statement'
        )
            OR EXISTS (SELECT 1 FROM statement WHERE voucher_id = NEW.voucher_id)
            OR NEW.statement_id IS NOT coalesce((SELECT max(statement_id) FROM statement), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act load_statement that declares its rows, then the statement, then its rows in order')
        WHEN EXISTS (SELECT 1 FROM statement WHERE digest = NEW.digest)
            THEN RAISE(ABORT, 'statement_exists: the file of this statement is loaded already')
        WHEN coalesce(NEW.kind, '') NOT IN ('treasury', 'bank')
            OR coalesce(trim(NEW.name, (SELECT characters FROM blank)), '') = '' OR length(NEW.digest) IS NOT 32
            OR NEW.first_on IS NULL OR NEW.first_on IS NOT date(NEW.first_on, '+0 days')
            OR NEW.last_on IS NULL OR NEW.last_on IS NOT date(NEW.last_on, '+0 days')
            OR NOT coalesce('0' < NEW.first_on AND NEW.first_on <= NEW.last_on, 0)
            THEN RAISE(ABORT, 'statement_invalid: a statement is of the treasury or a bank, has a name, its first and last day, and the digest of its file')
    END;
END;

CREATE TRIGGER statement_row_before_insert_record
BEFORE INSERT ON statement_row
BEGIN
    SELECT CASE
        -- Without a count of the rows that are there: a statement can have very many.
        WHEN NEW.row_id IS NOT coalesce((SELECT max(row_id) FROM statement_row), 0) + 1
            OR NOT EXISTS (
                SELECT 1 FROM newest_voucher AS v JOIN statement AS s ON s.voucher_id = v.voucher_id
                WHERE v.voucher_id = NEW.voucher_id AND s.statement_id = NEW.statement_id
                AND v.record_count >= 2
                + (SELECT count(*) FROM note WHERE voucher_id = NEW.voucher_id)
                + coalesce(
                    NEW.row_id - (SELECT min(row_id) FROM statement_row WHERE voucher_id = NEW.voucher_id),
                    0
                )
            )
            THEN RAISE(ABORT, 'record_not_expected: write an act load_statement that declares its rows, then the statement, then its rows in order')
        WHEN NOT coalesce(NEW.row BETWEEN 1 AND 10000000, 0)
            OR NEW.key = '' OR NEW.document = ''
            OR NOT EXISTS (
                SELECT 1 FROM statement
                WHERE statement_id = NEW.statement_id AND NEW.dated BETWEEN first_on AND last_on
                AND NEW.dated IS date(NEW.dated, '+0 days')
            )
            OR typeof(NEW.amount_fen) <> 'integer' OR NEW.amount_fen = 0
            OR NOT coalesce(NEW.amount_fen BETWEEN -1000000000000000 AND 1000000000000000, 0)
            THEN RAISE(ABORT, 'statement_row_invalid: a row has its number in the file, a day that the statement covers, and whole fen that are not zero')
    END;
END;

CREATE TRIGGER statement_match_before_insert_record
BEFORE INSERT ON statement_match
BEGIN
    SELECT CASE
        WHEN NEW.match_id IS NOT coalesce((SELECT max(match_id) FROM statement_match), 0) + 1
            OR NEW.cancelled_by IS NOT NULL
            OR NOT EXISTS (
                SELECT 1 FROM newest_voucher AS v
                WHERE v.voucher_id = NEW.voucher_id AND v.act = 'confirm_match'
                AND v.record_count >= 1
                + (SELECT count(*) FROM note WHERE voucher_id = NEW.voucher_id)
                + coalesce(
                    NEW.match_id - (SELECT min(match_id) FROM statement_match WHERE voucher_id = NEW.voucher_id),
                    0
                )
            )
            THEN RAISE(ABORT, 'record_not_expected: write an act confirm_match that declares its matches, then the matches in order')
        WHEN EXISTS (
            SELECT 1 FROM statement_match WHERE row_id = NEW.row_id AND cancelled_by IS NULL
        )
            OR EXISTS (
                SELECT 1 FROM statement_match WHERE posting_id = NEW.posting_id AND cancelled_by IS NULL
            )
            THEN RAISE(ABORT, 'match_exists: the row or the posting is matched already; cancel that match first')
        WHEN NOT EXISTS (
            SELECT 1 FROM statement_row AS r JOIN statement AS s ON s.statement_id = r.statement_id
            JOIN money_posting AS m ON m.posting_id = NEW.posting_id AND m.kind = s.kind
            WHERE r.row_id = NEW.row_id
        )
            OR EXISTS (SELECT 1 FROM posting WHERE reverses_id = NEW.posting_id)
            THEN RAISE(ABORT, 'match_wrong: a match joins a row of a statement to a posting that moved money and stands, of the funds that the statement is about')
        WHEN (SELECT amount_fen FROM statement_row WHERE row_id = NEW.row_id)
            <> (SELECT amount_fen FROM money_posting WHERE posting_id = NEW.posting_id)
            THEN RAISE(ABORT, 'match_amount_differs: the row and the posting are not the same amount in the same direction')
    END;
END;

CREATE TRIGGER statement_match_before_update_append_only
BEFORE UPDATE ON statement_match
BEGIN
    SELECT RAISE(ABORT, 'append_only: a match never changes; only an act cancel_match marks it, once')
    WHERE OLD.cancelled_by IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM open_record WHERE voucher_id = NEW.cancelled_by AND act = 'cancel_match'
    )
    OR NEW.match_id IS NOT OLD.match_id OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.row_id IS NOT OLD.row_id OR NEW.posting_id IS NOT OLD.posting_id;
END;

CREATE TRIGGER assertion_before_insert_record
BEFORE INSERT ON assertion
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'assert_balance'
        )
            OR NEW.assertion_id IS NOT coalesce((SELECT max(assertion_id) FROM assertion), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act assert_balance that declares its assertions, then the assertions in order')
        WHEN coalesce(trim(NEW.source, (SELECT characters FROM blank)), '') = '' OR NEW.dated IS NULL
            OR NEW.dated IS NOT date(NEW.dated, '+0 days') OR NEW.dated < '0'
            OR typeof(NEW.amount_fen) <> 'integer'
            OR NOT coalesce(NEW.amount_fen BETWEEN -100000000000000000 AND 100000000000000000, 0)
            OR coalesce(NEW.book, '') NOT IN ('line', 'income', 'surplus')
            OR NOT EXISTS (
                SELECT 1 FROM account
                WHERE voucher_id = 0 AND ltrim(total, '-') = NEW.book || '.' || NEW.total || '_fen'
            )
            OR NOT EXISTS (
                SELECT 1 FROM line WHERE NEW.book = 'line' AND line_id = NEW.owner_id
                UNION ALL SELECT 1 FROM income WHERE NEW.book = 'income' AND income_id = NEW.owner_id
                UNION ALL SELECT 1 FROM surplus WHERE NEW.book = 'surplus' AND surplus_id = NEW.owner_id
            )
            THEN RAISE(ABORT, 'assertion_invalid: an assertion names a total of a line, income or surplus, a day, whole fen and its source')
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = CAST(substr(NEW.dated, 1, 4) AS INTEGER))
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
    END;
END;

CREATE TRIGGER declaration_before_insert_record
BEFORE INSERT ON declaration
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'declare')
            OR NEW.declaration_id IS NOT coalesce((SELECT max(declaration_id) FROM declaration), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act declare of the year that declares its records, then the declarations in order')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: a deactivated unit declares nothing new')
        WHEN coalesce(NEW.kind, '') NOT IN ('performance', 'procurement', 'assets', 'staffing')
            OR NOT coalesce(length(NEW.content) BETWEEN 2 AND 1000000, 0)
            -- SQLite itself refuses what is no JSON; its functions that would only ask are not for
            -- triggers where the schema is not trusted.
            OR EXISTS (
                SELECT 1 FROM json_tree(NEW.content) AS j
                WHERE j.parent IS NULL AND j.type <> 'object'
                OR j.type = 'real'
                OR j.type = 'integer' AND NOT j.value BETWEEN -1000000000000000 AND 1000000000000000
                OR j.key GLOB '*_fen' AND (j.type <> 'integer' OR j.value < 0)
            )
            THEN RAISE(ABORT, 'declaration_invalid: a declaration is of performance, procurement, assets or staffing, and a JSON object whose numbers are whole; amounts are fen, zero or more')
        -- What a closed year was published with stays what it was.
        WHEN (SELECT y.state FROM newest_voucher AS v JOIN budget_year AS y ON y.year = v.year) = 'closed'
            THEN RAISE(ABORT, 'year_closed: a closed year keeps what was declared; reopen it, or declare for another year')
        WHEN (SELECT y.state FROM newest_voucher AS v JOIN budget_year AS y ON y.year = v.year) = 'closing'
            THEN RAISE(ABORT, 'year_closing: the year is being closed; finish or cancel the closing first')
        WHEN NOT EXISTS (SELECT 1 FROM newest_voucher AS v JOIN budget_year AS y ON y.year = v.year)
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
    END;
END;

CREATE TRIGGER contract_before_insert_record
BEFORE INSERT ON contract
BEGIN
    SELECT CASE
        -- A contract is not the last record of its act: a part is, and the whole is judged with it.
        WHEN NOT EXISTS (
            SELECT 1 FROM unfinished_record WHERE voucher_id = NEW.voucher_id AND act = 'sign_contract'
        )
            OR NEW.contract_id IS NOT coalesce((SELECT max(contract_id) FROM contract), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act sign_contract that declares its contracts and parts, then each contract in order, with its parts behind it')
        WHEN EXISTS (SELECT 1 FROM contract WHERE reference = NEW.reference)
            THEN RAISE(ABORT, 'contract_exists: a contract of this reference is signed; amend it')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: nothing new is signed for a deactivated unit')
        WHEN coalesce(trim(NEW.reference, (SELECT characters FROM blank)), '') = '' OR NEW.reference <> trim(NEW.reference, (SELECT characters FROM blank))
            OR coalesce(trim(NEW.title, (SELECT characters FROM blank)), '') = ''
            OR NEW.signed_on IS NULL OR NEW.signed_on IS NOT date(NEW.signed_on, '+0 days')
            OR NEW.signed_on < '0'
            OR coalesce(NEW.category, 'goods') NOT IN ('goods', 'works', 'services')
            OR coalesce(NEW.reserved_for, 'small') NOT IN ('small', 'micro')
            OR NEW.reserved_for IS NOT NULL AND NEW.category IS NULL
            THEN RAISE(ABORT, 'contract_invalid: a contract has a reference, a title and a day; its category is goods, works or services, and only procurement is reserved for small or micro enterprises')
        WHEN EXISTS (
            SELECT 1 FROM commitment AS c JOIN line AS l ON l.line_id = c.line_id
            WHERE c.contract = NEW.reference AND l.unit_id <> NEW.unit_id
        )
            THEN RAISE(ABORT, 'contract_unit: a commitment of this reference is on a line of another unit')
    END;
END;

CREATE TRIGGER contract_part_before_insert_record
BEFORE INSERT ON contract_part
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record AS o LEFT JOIN contract AS c ON c.contract_id = NEW.contract_id
            WHERE o.voucher_id = NEW.voucher_id AND o.act IN ('sign_contract', 'amend_contract')
            AND (o.act = 'sign_contract') = coalesce(c.voucher_id = o.voucher_id, o.act = 'sign_contract')
        )
            OR NEW.part_id IS NOT coalesce((SELECT max(part_id) FROM contract_part), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: parts are signed with their contract, or written by an act amend_contract later, in order')
        WHEN NOT EXISTS (SELECT 1 FROM contract WHERE contract_id = NEW.contract_id)
            THEN RAISE(ABORT, 'contract_unknown: the contract is not in this ledger; sign it first')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen NOT BETWEEN -1000000000000000 AND 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
        WHEN NEW.amount_fen = 0
            OR NOT coalesce(NEW.year BETWEEN 1900 AND 9998, 0)
            OR NEW.due_on IS NOT date(NEW.due_on, '+0 days')
            OR NEW.due_on IS NOT NULL AND substr(NEW.due_on, 1, 4) <> CAST(NEW.year AS TEXT)
            OR NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_leaf = 1)
            OR coalesce(NEW.level, '') NOT IN ('own', 'upper')
            OR coalesce(NEW.kind, '') NOT IN (
                'basic_personnel', 'basic_public', 'project', 'operating', 'remittance', 'subsidy'
            )
            OR (NEW.kind = 'project') <> (coalesce(trim(NEW.project, (SELECT characters FROM blank)), '') <> '')
            OR NEW.project IS NULL OR NEW.project <> trim(NEW.project, (SELECT characters FROM blank))
            OR NEW.functional_code GLOB '*[^0-9]*' OR length(NEW.functional_code) IS NOT 7
            OR NEW.economic_code GLOB '*[^0-9]*' OR length(NEW.economic_code) IS NOT 5
            THEN RAISE(ABORT, 'part_invalid: a part has an amount other than zero, a year, perhaps a day of that year, and a key as a line has it')
        WHEN NEW.amount_fen < 0 AND NEW.amount_fen + (
            SELECT coalesce(sum(p.amount_fen), 0) FROM contract_part AS p
            WHERE p.contract_id = NEW.contract_id AND p.year = NEW.year AND p.fund = NEW.fund
            AND p.level = NEW.level AND p.functional_code = NEW.functional_code
            AND p.economic_code = NEW.economic_code AND p.kind = NEW.kind AND p.project = NEW.project
        ) < 0
            THEN RAISE(ABORT, 'part_exceeded: the contract has less in that year and on that line than is taken away')
    END;
END;

CREATE TRIGGER contract_part_after_insert_covered
AFTER INSERT ON contract_part
BEGIN
    -- An amendment may take from one year what it gives to another, so the whole is judged at its end.
    SELECT RAISE(ABORT, 'contract_exceeded: more is committed under the contract than its parts would add up to')
    WHERE NOT EXISTS (SELECT 1 FROM open_record) AND EXISTS (
        SELECT 1 FROM contract_report
        WHERE contract_id IN (
            SELECT contract_id FROM contract WHERE voucher_id = NEW.voucher_id
            UNION SELECT contract_id FROM contract_part WHERE voucher_id = NEW.voucher_id
        ) AND committed_fen > planned_fen
    );
END;

CREATE TRIGGER procurement_before_insert_record
BEFORE INSERT ON procurement
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'mark_procurement'
        )
            OR NEW.procurement_id IS NOT coalesce((SELECT max(procurement_id) FROM procurement), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act mark_procurement that declares its marks, then the marks in order')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen NOT BETWEEN 0 AND 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: a mark is of 0 to 10^15 fen')
        WHEN (NEW.line_id IS NULL) = (NEW.commitment_id IS NULL)
            OR NEW.line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id)
            OR NEW.commitment_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM commitment WHERE commitment_id = NEW.commitment_id
            )
            OR coalesce(NEW.category, '') NOT IN ('goods', 'works', 'services')
            OR coalesce(NEW.reserved_for, 'small') NOT IN ('small', 'micro')
            THEN RAISE(ABORT, 'procurement_invalid: a mark is on a line or a commitment, of goods, works or services, and perhaps reserved for small or micro enterprises')
        -- What a closed year bought was reported; a commitment that goes on has a successor to mark.
        WHEN EXISTS (
            SELECT 1 FROM line AS l JOIN budget_year AS y ON y.year = l.year AND y.state = 'closed'
            WHERE l.line_id = coalesce(
                NEW.line_id,
                (SELECT line_id FROM commitment WHERE commitment_id = NEW.commitment_id)
            )
        )
            THEN RAISE(ABORT, 'year_closed: a closed year keeps its marks; mark the commitment that carries this one on, or reopen the year')
    END;
END;

CREATE TRIGGER account_before_insert_record
BEFORE INSERT ON account
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'load_chart')
            OR EXISTS (SELECT 1 FROM account WHERE voucher_id = NEW.voucher_id AND account = NEW.account)
            THEN RAISE(ABORT, 'record_not_expected: write an act load_chart that declares its rows, then each row once')
        WHEN coalesce(trim(NEW.account, (SELECT characters FROM blank)), '') = '' OR coalesce(trim(NEW.name_zh, (SELECT characters FROM blank)), '') = ''
            OR coalesce(NEW.side, '') NOT IN ('debit', 'credit') OR coalesce(trim(NEW.total, (SELECT characters FROM blank)), '') = ''
            THEN RAISE(ABORT, 'chart_invalid: an account has a name, a side debit or credit, and a total')
    END;
END;

CREATE TRIGGER posting_rule_before_insert_record
BEFORE INSERT ON posting_rule
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'load_chart')
            OR EXISTS (
                SELECT 1 FROM posting_rule
                WHERE voucher_id = NEW.voucher_id AND event = NEW.event AND side = NEW.side
                AND against_commitment = NEW.against_commitment
            )
            THEN RAISE(ABORT, 'record_not_expected: write an act load_chart that declares its rows, then each row once')
        WHEN NOT EXISTS (SELECT 1 FROM event WHERE event = NEW.event)
            OR coalesce(NEW.side, '') NOT IN (
                'line', 'to_line', 'income', 'to_income', 'surplus', 'commitment', 'to_commitment'
            )
            OR coalesce(NEW.against_commitment, -1) NOT IN (0, 1)
            OR 2 <> (
                SELECT count(*) FROM account
                WHERE voucher_id = NEW.voucher_id AND account IN (NEW.debit, NEW.credit)
            )
            THEN RAISE(ABORT, 'chart_invalid: a posting rule joins an event and a side to two accounts of its own chart')
    END;
END;

CREATE TRIGGER note_before_insert_record
BEFORE INSERT ON note
BEGIN
    SELECT CASE
        WHEN NEW.note_id IS NOT coalesce((SELECT max(note_id) FROM note), 0) + 1
            OR NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id)
            AND NOT EXISTS (SELECT 1 FROM open_posting WHERE voucher_id = NEW.voucher_id)
            -- The last record of these is a part: the whole contract is judged with it.
            OR EXISTS (
                SELECT 1 FROM open_record AS o WHERE o.act IN ('sign_contract', 'amend_contract')
                AND NOT EXISTS (SELECT 1 FROM unfinished_record)
            )
            THEN RAISE(ABORT, 'record_not_expected: a note belongs to the newest voucher while that is incomplete, and is not the last record of a contract')
        WHEN coalesce(NEW.field, '') NOT IN ('payee', 'counterparty', 'memo', 'reason')
            OR length(NEW.digest) IS NOT 32
            OR coalesce(length(NEW.salt), 0) < 16 OR coalesce(NEW.text, '') = '' OR NEW.erased_by IS NOT NULL
            OR NEW.posting_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM newest_voucher AS v
                WHERE NEW.posting_id
                BETWEEN v.first_posting_id AND v.first_posting_id + v.posting_count - 1
            )
            THEN RAISE(ABORT, 'note_invalid: a note has a known field, text, a salt of 16 bytes or more and a digest of 32')
        WHEN EXISTS (SELECT 1 FROM open_record WHERE act = 'reopen_year')
            AND (NEW.field <> 'reason' OR trim(NEW.text, (SELECT characters FROM blank)) = '')
            THEN RAISE(ABORT, 'note_invalid: a year is reopened with one record, the note of its reason')
    END;
END;

CREATE TRIGGER note_before_update_append_only
BEFORE UPDATE ON note
BEGIN
    SELECT RAISE(ABORT, 'append_only: a note never changes; only an act erase_text empties it, once')
    WHERE OLD.erased_by IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.text IS NOT NULL
    OR NOT EXISTS (
        SELECT 1 FROM open_record WHERE voucher_id = NEW.erased_by AND act = 'erase_text'
    )
    OR NEW.note_id IS NOT OLD.note_id OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.posting_id IS NOT OLD.posting_id OR NEW.field IS NOT OLD.field
    OR NEW.digest IS NOT OLD.digest;
END;

-- ------------------------------------------------------------------------------------------------
-- 11. Guards of drafts.

CREATE TRIGGER draft_line_before_insert_valid
BEFORE INSERT ON draft_line
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year)
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; supplement, reduce or transfer instead')
        WHEN EXISTS (
            SELECT 1 FROM draft_line AS d
            WHERE d.year = NEW.year AND d.unit_id = NEW.unit_id AND d.fund = NEW.fund
            AND d.level = NEW.level AND d.origin_year = NEW.origin_year
            AND d.functional_code = NEW.functional_code AND d.economic_code = NEW.economic_code
            AND d.kind = NEW.kind AND d.project = NEW.project
        )
            OR EXISTS (SELECT 1 FROM draft_line WHERE draft_id = NEW.draft_id)
            THEN RAISE(ABORT, 'draft_exists: the year already has a draft line of this key, or another draft has this draft_id')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: nothing new is budgeted for a deactivated unit')
        WHEN NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_leaf = 1)
            THEN RAISE(ABORT, 'fund_unknown: give a fund that lines can be paid from')
        WHEN coalesce(NEW.level, '') NOT IN ('own', 'upper')
            THEN RAISE(ABORT, 'level_unknown: the level is own or upper')
        WHEN NOT coalesce(NEW.origin_year BETWEEN 1900 AND NEW.year, 0)
            THEN RAISE(ABORT, 'origin_year_invalid: the first year of the money is not after the budget year')
        WHEN NOT coalesce(
            NEW.kind = 'basic_personnel' OR NEW.kind = 'basic_public' OR NEW.kind = 'project'
            OR NEW.kind = 'operating' OR NEW.kind = 'remittance' OR NEW.kind = 'subsidy', 0
        )
            THEN RAISE(ABORT, 'kind_unknown: the kind is not one a line can have')
        WHEN NEW.kind = 'project' AND coalesce(NEW.project, '') = ''
            THEN RAISE(ABORT, 'project_missing: project spending needs the name of the project')
        WHEN NEW.kind <> 'project' AND NEW.project IS NOT ''
            THEN RAISE(ABORT, 'project_unexpected: only project spending has the name of a project')
        WHEN NEW.project <> trim(NEW.project, (SELECT characters FROM blank))
            THEN RAISE(ABORT, 'project_missing: write the name of the project without spaces around it')
        WHEN NOT EXISTS (
            SELECT 1 FROM code
            WHERE year = NEW.year AND scheme = 'functional' AND code = NEW.functional_code
        )
            THEN CASE
                WHEN EXISTS (SELECT 1 FROM code WHERE scheme = 'functional' AND code = NEW.functional_code)
                    THEN RAISE(ABORT, 'code_not_in_force: the functional code is in the catalogue of another year')
                ELSE RAISE(ABORT, 'code_unknown: the functional code is in no catalogue; load the official table of the year')
            END
        WHEN length(NEW.functional_code) <> 7
            THEN RAISE(ABORT, 'code_not_leaf: give a functional code of 7 digits (项)')
        WHEN NOT EXISTS (
            SELECT 1 FROM code
            WHERE year = NEW.year AND scheme = 'economic' AND code = NEW.economic_code
        )
            THEN CASE
                WHEN EXISTS (SELECT 1 FROM code WHERE scheme = 'economic' AND code = NEW.economic_code)
                    THEN RAISE(ABORT, 'code_not_in_force: the economic code is in the catalogue of another year')
                ELSE RAISE(ABORT, 'code_unknown: the economic code is in no catalogue; load the official table of the year')
            END
        WHEN length(NEW.economic_code) <> 5
            THEN RAISE(ABORT, 'code_not_leaf: give an economic code of 5 digits (款)')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_income_before_insert_valid
BEFORE INSERT ON draft_income
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year)
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; increase or decrease the income instead')
        WHEN EXISTS (
            SELECT 1 FROM draft_income
            WHERE year = NEW.year AND unit_id = NEW.unit_id AND fund = NEW.fund
        )
            OR EXISTS (SELECT 1 FROM draft_income WHERE draft_income_id = NEW.draft_income_id)
            THEN RAISE(ABORT, 'draft_exists: the year already has a draft income of this unit and fund, or another has this draft_income_id')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: nothing new is budgeted for a deactivated unit')
        WHEN NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_fiscal = 0 AND is_leaf = 1)
            THEN RAISE(ABORT, 'fund_unknown: income is budgeted for funds that are not fiscal')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_control_before_insert_valid
BEFORE INSERT ON draft_control
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year)
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; its control totals are kept')
        WHEN EXISTS (
            SELECT 1 FROM draft_control
            WHERE year = NEW.year AND fund = NEW.fund AND level = NEW.level
        )
            OR EXISTS (SELECT 1 FROM draft_control WHERE draft_control_id = NEW.draft_control_id)
            THEN RAISE(ABORT, 'draft_exists: the year already has a control total of this fund and level, or another has this draft_control_id')
        WHEN NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_fiscal = 1 AND is_leaf = 1)
            THEN RAISE(ABORT, 'fund_unknown: control totals are given for fiscal funds')
        WHEN coalesce(NEW.level, '') NOT IN ('own', 'upper')
            THEN RAISE(ABORT, 'level_unknown: the level is own or upper')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_line_before_update_valid
BEFORE UPDATE ON draft_line
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; supplement, reduce or transfer instead')
        WHEN NEW.draft_id IS NOT OLD.draft_id
            OR NEW.year IS NOT OLD.year
            OR NEW.unit_id IS NOT OLD.unit_id
            OR NEW.fund IS NOT OLD.fund
            OR NEW.level IS NOT OLD.level
            OR NEW.origin_year IS NOT OLD.origin_year
            OR NEW.functional_code IS NOT OLD.functional_code
            OR NEW.economic_code IS NOT OLD.economic_code
            OR NEW.kind IS NOT OLD.kind
            OR NEW.project IS NOT OLD.project
            THEN RAISE(ABORT, 'draft_key: only the amount of a draft changes; delete it and write another')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_line_before_delete_frozen
BEFORE DELETE ON draft_line
BEGIN
    SELECT RAISE(ABORT, 'draft_frozen: the budget is approved; supplement, reduce or transfer instead')
    WHERE NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing');
END;

CREATE TRIGGER draft_income_before_update_valid
BEFORE UPDATE ON draft_income
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; increase or decrease the income instead')
        WHEN NEW.draft_income_id IS NOT OLD.draft_income_id
            OR NEW.year IS NOT OLD.year
            OR NEW.unit_id IS NOT OLD.unit_id
            OR NEW.fund IS NOT OLD.fund
            THEN RAISE(ABORT, 'draft_key: only the amount of a draft changes; delete it and write another')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_income_before_delete_frozen
BEFORE DELETE ON draft_income
BEGIN
    SELECT RAISE(ABORT, 'draft_frozen: the budget is approved; increase or decrease the income instead')
    WHERE NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing');
END;

CREATE TRIGGER draft_control_before_update_valid
BEFORE UPDATE ON draft_control
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing')
            THEN RAISE(ABORT, 'draft_frozen: the budget is approved; its control totals are kept')
        WHEN NEW.draft_control_id IS NOT OLD.draft_control_id
            OR NEW.year IS NOT OLD.year
            OR NEW.fund IS NOT OLD.fund
            OR NEW.level IS NOT OLD.level
            THEN RAISE(ABORT, 'draft_key: only the amount of a draft changes; delete it and write another')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
    END;
END;

CREATE TRIGGER draft_control_before_delete_frozen
BEFORE DELETE ON draft_control
BEGIN
    SELECT RAISE(ABORT, 'draft_frozen: the budget is approved; its control totals are kept')
    WHERE NOT EXISTS (SELECT 1 FROM budget_year WHERE year = OLD.year AND state = 'preparing');
END;

-- ------------------------------------------------------------------------------------------------
-- 12. Guards of lines, income, surplus and commitments.

-- What a closing carries to next year under the same key was examined when it was new: only what may
-- have changed since is asked of it. Any other line is examined, and a refusal says why.
CREATE TRIGGER line_before_insert_record
BEFORE INSERT ON line
WHEN 1 IS NOT (
    SELECT v.voucher_id = NEW.voucher_id AND NEW.year = v.year + 1 AND v.act = 'close'
        AND v.first_posting_id + v.posting_count - 1 > (SELECT max(posting_id) FROM posting)
        AND NEW.line_id = (SELECT max(line_id) FROM line) + 1
        AND u.deactivated_by IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM line AS d
            WHERE d.year = NEW.year AND d.unit_id = NEW.unit_id AND d.fund = NEW.fund
            AND d.level = NEW.level AND d.origin_year = NEW.origin_year
            AND d.functional_code = NEW.functional_code AND d.economic_code = NEW.economic_code
            AND d.kind = NEW.kind AND d.project = NEW.project
        )
    FROM newest_voucher AS v
    CROSS JOIN line AS l
    CROSS JOIN budget_year AS y ON y.year = NEW.year
    CROSS JOIN unit AS u ON u.unit_id = NEW.unit_id
    CROSS JOIN code AS f
        ON (f.year, f.scheme, f.code) = (NEW.year, 'functional', NEW.functional_code)
    CROSS JOIN code AS e ON (e.year, e.scheme, e.code) = (NEW.year, 'economic', NEW.economic_code)
    WHERE (l.year, l.unit_id) = (v.year, NEW.unit_id) AND l.fund = NEW.fund
    AND l.level = NEW.level AND l.origin_year = NEW.origin_year
    AND l.functional_code = NEW.functional_code AND l.economic_code = NEW.economic_code
    AND l.kind = NEW.kind AND l.project = NEW.project
)
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_posting AS v
            WHERE v.voucher_id = NEW.voucher_id AND NEW.year = v.year + (v.act = 'close')
            AND (v.act = 'approve' OR v.act = 'post_early' OR v.act = 'post' OR v.act = 'close')
        )
            OR NEW.line_id IS NOT coalesce((SELECT max(line_id) FROM line), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: a line is created by the newest voucher, before its last posting')
        WHEN NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year)
            THEN RAISE(ABORT, 'year_unknown: prepare the year first')
        WHEN EXISTS (
            SELECT 1 FROM line AS d
            WHERE d.year = NEW.year AND d.unit_id = NEW.unit_id AND d.fund = NEW.fund
            AND d.level = NEW.level AND d.origin_year = NEW.origin_year
            AND d.functional_code = NEW.functional_code AND d.economic_code = NEW.economic_code
            AND d.kind = NEW.kind AND d.project = NEW.project
        )
            THEN RAISE(ABORT, 'line_exists: the year already has a line of this key')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: nothing new is budgeted for a deactivated unit')
        WHEN NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_leaf = 1)
            THEN RAISE(ABORT, 'fund_unknown: give a fund that lines can be paid from')
        WHEN coalesce(NEW.level, '') NOT IN ('own', 'upper')
            THEN RAISE(ABORT, 'level_unknown: the level is own or upper')
        WHEN NOT coalesce(NEW.origin_year BETWEEN 1900 AND NEW.year, 0)
            THEN RAISE(ABORT, 'origin_year_invalid: the first year of the money is not after the budget year')
        WHEN NOT coalesce(
            NEW.kind = 'basic_personnel' OR NEW.kind = 'basic_public' OR NEW.kind = 'project'
            OR NEW.kind = 'operating' OR NEW.kind = 'remittance' OR NEW.kind = 'subsidy', 0
        )
            THEN RAISE(ABORT, 'kind_unknown: the kind is not one a line can have')
        WHEN NEW.kind = 'project' AND coalesce(NEW.project, '') = ''
            THEN RAISE(ABORT, 'project_missing: project spending needs the name of the project')
        WHEN NEW.kind <> 'project' AND NEW.project IS NOT ''
            THEN RAISE(ABORT, 'project_unexpected: only project spending has the name of a project')
        WHEN NEW.project <> trim(NEW.project, (SELECT characters FROM blank))
            THEN RAISE(ABORT, 'project_missing: write the name of the project without spaces around it')
        WHEN NOT EXISTS (
            SELECT 1 FROM code
            WHERE year = NEW.year AND scheme = 'functional' AND code = NEW.functional_code
        )
            THEN CASE
                WHEN EXISTS (SELECT 1 FROM code WHERE scheme = 'functional' AND code = NEW.functional_code)
                    THEN RAISE(ABORT, 'code_not_in_force: the functional code is in the catalogue of another year')
                ELSE RAISE(ABORT, 'code_unknown: the functional code is in no catalogue; load the official table of the year')
            END
        WHEN length(NEW.functional_code) <> 7
            THEN RAISE(ABORT, 'code_not_leaf: give a functional code of 7 digits (项)')
        WHEN NOT EXISTS (
            SELECT 1 FROM code
            WHERE year = NEW.year AND scheme = 'economic' AND code = NEW.economic_code
        )
            THEN CASE
                WHEN EXISTS (SELECT 1 FROM code WHERE scheme = 'economic' AND code = NEW.economic_code)
                    THEN RAISE(ABORT, 'code_not_in_force: the economic code is in the catalogue of another year')
                ELSE RAISE(ABORT, 'code_unknown: the economic code is in no catalogue; load the official table of the year')
            END
        WHEN length(NEW.economic_code) <> 5
            THEN RAISE(ABORT, 'code_not_leaf: give an economic code of 5 digits (款)')
    END;
END;

CREATE TRIGGER line_after_insert_balance
AFTER INSERT ON line
BEGIN
    INSERT INTO line_authority (
        line_id, last_posting_id, original_fen, early_fen, supplement_fen, reduction_fen, carried_in_fen,
        transferred_in_fen, transferred_out_fen, surplus_used_fen, prior_year_fen, recalled_fen,
        carried_out_fen, to_surplus_fen, lapsed_fen
    ) VALUES (NEW.line_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    INSERT INTO line_spending (line_id, last_posting_id, ceiling_fen, committed_fen, paid_fen)
    VALUES (NEW.line_id, 0, 0, 0, 0);
END;

-- Together the totals have no bit that is set: one look at fourteen.
CREATE TRIGGER line_authority_before_insert_self
BEFORE INSERT ON line_authority
BEGIN
    SELECT RAISE(ABORT, 'balance_self: a balance begins at zero with its line and moves with postings only')
    FROM line_authority WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'balance_self: a balance begins at zero with its line and moves with postings only')
    WHERE NOT EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id)
    OR (
        NEW.last_posting_id | NEW.original_fen | NEW.early_fen | NEW.supplement_fen
        | NEW.reduction_fen | NEW.carried_in_fen | NEW.transferred_in_fen
        | NEW.transferred_out_fen | NEW.surplus_used_fen | NEW.prior_year_fen
        | NEW.recalled_fen | NEW.carried_out_fen | NEW.to_surplus_fen | NEW.lapsed_fen
    ) IS NOT 0;
END;

CREATE TRIGGER line_spending_before_insert_self
BEFORE INSERT ON line_spending
BEGIN
    SELECT RAISE(ABORT, 'balance_self: a balance begins at zero with its line and moves with postings only')
    FROM line_spending WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'balance_self: a balance begins at zero with its line and moves with postings only')
    WHERE NOT EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id)
    OR (NEW.last_posting_id | NEW.ceiling_fen | NEW.committed_fen | NEW.paid_fen) IS NOT 0;
END;

CREATE TRIGGER spending_plan_before_insert_record
BEFORE INSERT ON spending_plan
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_record WHERE voucher_id = NEW.voucher_id AND act = 'plan_spending')
            OR NEW.plan_id IS NOT coalesce((SELECT max(plan_id) FROM spending_plan), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: write an act plan_spending of the year that declares its plans, then the plans in order')
        WHEN NOT EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id)
            THEN RAISE(ABORT, 'line_unknown: the line is not in this ledger')
        WHEN NOT EXISTS (
            SELECT 1 FROM line AS l JOIN newest_voucher AS v ON v.year = l.year WHERE l.line_id = NEW.line_id
        )
            THEN RAISE(ABORT, 'line_wrong_year: the line belongs to another year than the voucher')
        WHEN 12 <> (typeof(NEW.m01_fen) = 'integer') + (typeof(NEW.m02_fen) = 'integer') + (typeof(NEW.m03_fen) = 'integer')
            + (typeof(NEW.m04_fen) = 'integer') + (typeof(NEW.m05_fen) = 'integer') + (typeof(NEW.m06_fen) = 'integer')
            + (typeof(NEW.m07_fen) = 'integer') + (typeof(NEW.m08_fen) = 'integer') + (typeof(NEW.m09_fen) = 'integer')
            + (typeof(NEW.m10_fen) = 'integer') + (typeof(NEW.m11_fen) = 'integer') + (typeof(NEW.m12_fen) = 'integer')
            OR min(
                NEW.m01_fen, NEW.m02_fen, NEW.m03_fen, NEW.m04_fen, NEW.m05_fen, NEW.m06_fen,
                NEW.m07_fen, NEW.m08_fen, NEW.m09_fen, NEW.m10_fen, NEW.m11_fen, NEW.m12_fen
            ) < 0
            OR max(
                NEW.m01_fen, NEW.m02_fen, NEW.m03_fen, NEW.m04_fen, NEW.m05_fen, NEW.m06_fen,
                NEW.m07_fen, NEW.m08_fen, NEW.m09_fen, NEW.m10_fen, NEW.m11_fen, NEW.m12_fen
            ) > 1000000000000000
            THEN RAISE(ABORT, 'spending_plan_invalid: a plan gives each month whole fen, zero or more, at most 10^15')
    END;
    SELECT RAISE(ABORT, 'plan_exceeds_authority: the plan adds up to more than the line may spend in the year')
    FROM line_balance AS b
    WHERE b.line_id = NEW.line_id AND NEW.total_fen > b.available_fen + b.committed_fen + b.paid_fen
    + b.carried_out_fen + b.to_surplus_fen + b.lapsed_fen;
END;

CREATE TRIGGER spending_plan_after_insert_paid
AFTER INSERT ON spending_plan
BEGIN
    SELECT RAISE(ABORT, 'plan_exceeded: by the end of a month more is paid than is planned until then')
    WHERE EXISTS (
        SELECT 1 FROM spending_plan_month
        WHERE line_id = NEW.line_id AND paid_to_date_fen > planned_to_date_fen
    );
END;

CREATE TRIGGER income_before_insert_record
BEFORE INSERT ON income
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM open_posting AS v
            WHERE v.voucher_id = NEW.voucher_id
            AND NEW.year = v.year + (v.act = 'close')
        )
            OR NEW.income_id IS NOT coalesce((SELECT max(income_id) FROM income), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: an income is created by the newest voucher, before its last posting')
        WHEN EXISTS (
            SELECT 1 FROM income WHERE year = NEW.year AND unit_id = NEW.unit_id AND fund = NEW.fund
        )
            OR NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_fiscal = 0 AND is_leaf = 1)
            OR NOT EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year)
            THEN RAISE(ABORT, 'income_invalid: one income per year, unit and fund, and only for a fund that is not fiscal')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id AND deactivated_by IS NOT NULL)
            THEN RAISE(ABORT, 'unit_inactive: nothing new is budgeted for a deactivated unit')
        WHEN NEW.last_posting_id IS NOT 0 OR NEW.budgeted_fen IS NOT 0 OR NEW.increased_fen IS NOT 0
            OR NEW.decreased_fen IS NOT 0 OR NEW.received_fen IS NOT 0 OR NEW.returned_fen IS NOT 0
            OR NEW.carried_in_fen IS NOT 0 OR NEW.surplus_used_fen IS NOT 0 OR NEW.prior_year_fen IS NOT 0
            OR NEW.paid_fen IS NOT 0 OR NEW.carried_out_fen IS NOT 0 OR NEW.to_surplus_fen IS NOT 0
            THEN RAISE(ABORT, 'balance_self: an income begins at zero and moves with postings only')
    END;
END;

CREATE TRIGGER surplus_before_insert_record
BEFORE INSERT ON surplus
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_posting WHERE voucher_id = NEW.voucher_id)
            OR NEW.surplus_id IS NOT coalesce((SELECT max(surplus_id) FROM surplus), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: a surplus is created by the newest voucher, before its last posting')
        WHEN EXISTS (SELECT 1 FROM surplus WHERE unit_id = NEW.unit_id AND fund = NEW.fund)
            OR NOT EXISTS (SELECT 1 FROM fund WHERE fund = NEW.fund AND is_leaf = 1)
            THEN RAISE(ABORT, 'surplus_invalid: one surplus per unit and fund')
        WHEN NOT EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
            THEN RAISE(ABORT, 'unit_unknown: the unit is not in this ledger')
        WHEN NEW.last_posting_id IS NOT 0 OR NEW.added_fen IS NOT 0 OR NEW.used_fen IS NOT 0
            OR NEW.surrendered_fen IS NOT 0 OR NEW.distributed_fen IS NOT 0
            OR NEW.earmarked_fen IS NOT 0 OR NEW.earmarked_used_fen IS NOT 0
            OR NEW.pooled_in_fen IS NOT 0 OR NEW.pooled_out_fen IS NOT 0
            OR NEW.earmarked_in_fen IS NOT 0 OR NEW.earmarked_out_fen IS NOT 0
            THEN RAISE(ABORT, 'balance_self: a surplus begins at zero and moves with postings only')
    END;
END;

CREATE TRIGGER commitment_before_insert_record
BEFORE INSERT ON commitment
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM open_posting WHERE voucher_id = NEW.voucher_id)
            OR NEW.commitment_id IS NOT coalesce((SELECT max(commitment_id) FROM commitment), 0) + 1
            THEN RAISE(ABORT, 'record_not_expected: a commitment is created by the newest voucher, before its last posting')
        WHEN NOT EXISTS (
            SELECT 1 FROM line AS l JOIN open_posting AS v
            WHERE l.line_id = NEW.line_id
            AND l.year = v.year + (v.act = 'close')
            AND (v.act = 'close') = (NEW.continues_id IS NOT NULL)
        )
            OR coalesce(trim(NEW.contract, (SELECT characters FROM blank)), '') = ''
            OR NEW.continues_id IS NULL AND NEW.contract <> trim(NEW.contract, (SELECT characters FROM blank))
            OR NEW.continues_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM commitment AS c JOIN line AS o ON o.line_id = c.line_id
                JOIN line AS l ON l.line_id = NEW.line_id
                WHERE c.commitment_id = NEW.continues_id AND o.year = l.year - 1
                AND c.contract = NEW.contract AND (
                    l.unit_id = o.unit_id OR EXISTS (
                        SELECT 1 FROM successor_in_force AS s JOIN unit AS f ON f.name = s.old JOIN unit AS n ON n.name = s.new
                        WHERE s.scheme = 'unit' AND s.year = o.year AND f.unit_id = o.unit_id AND n.unit_id = l.unit_id
                    )
                )
            )
            THEN RAISE(ABORT, 'commitment_invalid: a commitment names a contract, without spaces around it, and a line of the year; only a closing carries one on, under the same contract, in the same unit or its successor')
        WHEN NEW.last_posting_id IS NOT 0 OR NEW.committed_fen IS NOT 0 OR NEW.released_fen IS NOT 0
            OR NEW.paid_fen IS NOT 0 OR NEW.carried_in_fen IS NOT 0 OR NEW.carried_out_fen IS NOT 0
            THEN RAISE(ABORT, 'balance_self: a commitment begins at zero and moves with postings only')
    END;
END;

CREATE TRIGGER commitment_before_insert_contract
BEFORE INSERT ON commitment
WHEN NEW.continues_id IS NULL
BEGIN
    SELECT RAISE(ABORT, 'contract_unit: a signed contract is paid by its own unit, or by the one that took it over')
    FROM contract AS c JOIN line AS l ON l.line_id = NEW.line_id
    WHERE c.reference = NEW.contract AND l.unit_id <> c.unit_id AND NOT EXISTS (
        SELECT 1 FROM successor_in_force AS s JOIN unit AS o ON o.name = s.old JOIN unit AS n ON n.name = s.new
        WHERE s.scheme = 'unit' AND s.year < l.year AND o.unit_id = c.unit_id AND n.unit_id = l.unit_id
    ) AND NOT EXISTS (
        -- Over several years it may have been taken over more than once: a closing carried it there.
        SELECT 1 FROM commitment AS k JOIN line AS o ON o.line_id = k.line_id
        WHERE k.contract = NEW.contract AND k.continues_id IS NOT NULL AND o.unit_id = l.unit_id
    );
END;

CREATE TRIGGER commitment_before_update_contract
BEFORE UPDATE ON commitment
WHEN NEW.committed_fen - NEW.released_fen > OLD.committed_fen - OLD.released_fen
BEGIN
    SELECT RAISE(ABORT, 'contract_exceeded: more would be committed under the contract than its parts add up to; amend the contract first')
    FROM contract AS c
    WHERE c.reference = NEW.contract AND (
        SELECT sum(k.committed_fen - k.released_fen) FROM commitment AS k WHERE k.contract = NEW.contract
    ) - (OLD.committed_fen - OLD.released_fen) + (NEW.committed_fen - NEW.released_fen) > (
        SELECT coalesce(sum(p.amount_fen), 0) FROM contract_part AS p WHERE p.contract_id = c.contract_id
    );
END;

-- ------------------------------------------------------------------------------------------------
-- 13. Guards of postings.

-- The plain case is nearly all cases: of a fiscal fund a payment that names nothing but its line, and
-- in a closing what goes on to the same line of next year, committed or not.
-- What is plainly right is written; anything else is examined, and a refusal says why. Here and in
-- section 14 events are compared one by one: for IN with more than two of them SQLite would fill a
-- table anew for each posting.
CREATE TRIGGER posting_before_insert_examine
BEFORE INSERT ON posting
WHEN CASE
    WHEN (
        NEW.event = 'pay' OR NEW.event = 'carry_forward' OR NEW.event = 'release'
        OR NEW.event = 'to_surplus'
    )
        AND NEW.income_id IS NULL AND NEW.to_income_id IS NULL
        AND NEW.refunds_id IS NULL AND NEW.reverses_id IS NULL
        AND typeof(NEW.amount_fen) = 'integer'
        AND NEW.amount_fen > 0 AND NEW.amount_fen <= 1000000000000000
        AND NEW.posting_id = (SELECT max(posting_id) FROM posting) + 1
        THEN 1 IS NOT (
            SELECT CASE
                WHEN v.voucher_id = NEW.voucher_id
                    AND NEW.posting_id < v.first_posting_id + v.posting_count
                    AND (
                        NEW.posting_id = v.first_posting_id
                        OR 'pool_' <> (
                            SELECT substr(event, 1, 5) FROM posting
                            WHERE posting_id = NEW.posting_id - 1
                        )
                    )
                    AND l.year = v.year AND (
                        l.fund = 'general_public' OR l.fund = 'government_fund'
                        OR l.fund = 'state_capital'
                    )
                    THEN CASE
                        WHEN NEW.event = 'pay'
                            THEN v.act = 'post' AND NEW.to_line_id IS NULL AND NEW.surplus_id IS NULL
                            AND NEW.commitment_id IS NULL AND NEW.to_commitment_id IS NULL
                        WHEN v.act = 'close'
                            AND NOT EXISTS (SELECT 1 FROM policy WHERE name = 'closing' AND policy_id > 0)
                            THEN CASE
                                WHEN NEW.event = 'release'
                                    THEN NEW.to_line_id IS NULL AND NEW.surplus_id IS NULL
                                    AND NEW.to_commitment_id IS NULL
                                    AND EXISTS (
                                        SELECT 1 FROM commitment
                                        WHERE commitment_id = NEW.commitment_id
                                        AND line_id = NEW.line_id
                                    )
                                WHEN NEW.event = 'to_surplus'
                                    THEN NEW.to_line_id IS NULL AND NEW.commitment_id IS NULL
                                    AND NEW.to_commitment_id IS NULL
                                    AND EXISTS (
                                        SELECT 1 FROM surplus AS s
                                        WHERE s.surplus_id = NEW.surplus_id
                                        AND s.unit_id = l.unit_id AND s.fund = l.fund
                                    )
                                WHEN NEW.surplus_id IS NULL
                                    THEN (
                                        SELECT t.year = l.year + 1 AND t.unit_id = l.unit_id AND t.fund = l.fund
                                            AND t.level = l.level AND t.origin_year = l.origin_year
                                            AND t.functional_code = l.functional_code
                                            AND t.economic_code = l.economic_code AND t.kind = l.kind
                                            AND t.project = l.project
                                            AND (y.state = 'preparing' OR y.state = 'open')
                                            AND CASE
                                                WHEN NEW.commitment_id > 0 THEN (
                                                    SELECT c.line_id = NEW.line_id
                                                        AND n.line_id = NEW.to_line_id
                                                        AND n.continues_id = c.commitment_id
                                                    FROM commitment AS c JOIN commitment AS n
                                                    WHERE (c.commitment_id, n.commitment_id)
                                                    = (NEW.commitment_id, NEW.to_commitment_id)
                                                )
                                                ELSE NEW.to_commitment_id IS NEW.commitment_id
                                            END
                                        FROM line AS t JOIN budget_year AS y ON y.year = t.year
                                        WHERE t.line_id = NEW.to_line_id
                                    )
                            END
                    END
            END
            FROM voucher AS v LEFT JOIN line AS l ON l.line_id = NEW.line_id
            ORDER BY v.voucher_id DESC LIMIT 1
        )
    ELSE 1
END
BEGIN
    INSERT INTO posting_examination VALUES (
        NEW.posting_id, NEW.voucher_id, NEW.event, NEW.amount_fen, NEW.line_id,
        NEW.to_line_id, NEW.income_id, NEW.to_income_id, NEW.surplus_id, NEW.commitment_id,
        NEW.to_commitment_id, NEW.refunds_id, NEW.reverses_id, NEW.effect_fen
    );
    SELECT RAISE(ABORT, 'effect_missing: the posting was not examined')
    WHERE changes() <> 1;
    SELECT RAISE(ABORT, 'posting_out_of_order: a posting was written while another was examined')
    WHERE (SELECT max(posting_id) FROM posting) >= NEW.posting_id OR (SELECT min(posting_id) FROM posting) < 1;
END;

CREATE TRIGGER posting_examination_before_insert_shape
BEFORE INSERT ON posting_examination
BEGIN
    SELECT CASE
        WHEN NEW.posting_id IS NOT coalesce((SELECT max(posting_id) FROM posting), 0) + 1
            THEN RAISE(ABORT, 'posting_out_of_order: give posting_id the newest posting_id + 1')
        WHEN typeof(NEW.amount_fen) <> 'integer'
            THEN RAISE(ABORT, 'amount_invalid: an amount is an integer number of fen')
        WHEN NEW.amount_fen <= 0
            THEN RAISE(ABORT, 'amount_not_positive: an amount is at least one fen; another event carries the other sign')
        WHEN NEW.amount_fen > 1000000000000000
            THEN RAISE(ABORT, 'amount_out_of_range: an amount is at most 10^15 fen')
        WHEN NEW.voucher_id IS NOT (SELECT max(voucher_id) FROM voucher)
            THEN RAISE(ABORT, 'voucher_not_newest: postings go to the newest voucher only')
    END;
    SELECT CASE
        WHEN e.event IS NULL
            THEN RAISE(ABORT, 'event_unknown: the event is not in the table event')
        WHEN NEW.line_id IS NOT NULL AND l.line_id IS NULL
            OR NEW.to_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM line WHERE line_id = NEW.to_line_id)
            THEN RAISE(ABORT, 'line_unknown: the line is not in this ledger')
        WHEN NEW.posting_id > v.first_posting_id + v.posting_count - 1
            THEN RAISE(ABORT, 'voucher_complete: the voucher has all the postings it declared')
        WHEN (NEW.line_id IS NOT NULL) <> e.has_line
            OR (NEW.to_line_id IS NOT NULL) <> e.has_to_line
            OR (NEW.surplus_id IS NOT NULL) <> e.has_surplus
            OR NEW.line_id IS NULL AND (NEW.income_id IS NOT NULL) <> e.has_income
            OR (NEW.to_income_id IS NOT NULL) <> (NEW.event = 'carry_forward' AND NEW.income_id IS NOT NULL)
            OR CASE e.has_commitment
                WHEN 0 THEN NEW.commitment_id IS NOT NULL
                WHEN 1 THEN NEW.commitment_id IS NULL
                ELSE 0
            END
            OR (NEW.to_commitment_id IS NOT NULL) <> (NEW.event = 'carry_forward' AND NEW.commitment_id IS NOT NULL)
            OR CASE e.has_refunds
                WHEN 0 THEN NEW.refunds_id IS NOT NULL
                WHEN 1 THEN NEW.refunds_id IS NULL
                ELSE 0
            END
            THEN RAISE(ABORT, 'posting_shape: the posting lacks a row its event needs, or names one it must not')
        WHEN NOT CASE v.act
            WHEN 'post' THEN e.in_post
            WHEN 'post_early' THEN e.in_early
            WHEN 'approve' THEN e.in_approve AND NEW.reverses_id IS NULL
            WHEN 'close' THEN e.in_close AND NEW.reverses_id IS NULL
            WHEN 'undo_close' THEN e.in_close AND NEW.reverses_id IS NOT NULL
            ELSE 0
        END
            THEN RAISE(ABORT, 'event_not_allowed: this act of the year does not carry this event')
        WHEN e.needs_document AND NEW.reverses_id IS NULL AND coalesce(trim(v.document, (SELECT characters FROM blank)), '') = ''
            THEN RAISE(ABORT, 'document_missing: this event needs the reference of a document')
        WHEN l.year <> v.year
            THEN RAISE(ABORT, 'line_wrong_year: the line belongs to another year than the voucher')
        WHEN NEW.income_id IS NOT NULL
            AND (
                l.fund = 'general_public' OR l.fund = 'government_fund'
                OR l.fund = 'state_capital'
            )
            THEN RAISE(ABORT, 'income_wrong: money of a fiscal fund has no income row')
        WHEN NOT (l.fund = 'general_public' OR l.fund = 'government_fund' OR l.fund = 'state_capital') AND NOT EXISTS (
            SELECT 1 FROM income AS i
            WHERE i.income_id = NEW.income_id AND i.year = l.year AND i.unit_id = l.unit_id AND i.fund = l.fund
        )
            THEN RAISE(ABORT, 'income_wrong: name the income of the line''s year, unit and fund')
    END
    FROM voucher AS v LEFT JOIN event AS e ON e.event = NEW.event LEFT JOIN line AS l ON l.line_id = NEW.line_id
    WHERE v.voucher_id = NEW.voucher_id;
END;

CREATE TRIGGER posting_examination_before_insert_granting
BEFORE INSERT ON posting_examination
WHEN NEW.event = 'approve' OR NEW.event = 'approve_carried' OR NEW.event = 'budget_income'
OR NEW.event = 'absorb_early' OR NEW.event = 'allocate_early' OR NEW.event = 'supplement'
OR NEW.event = 'use_surplus' OR NEW.event = 'use_earmarked' OR NEW.event = 'transfer'
OR NEW.event = 'income_increase'
BEGIN
    SELECT RAISE(ABORT, 'approval_differs: an approval posts each draft of the year once, with its amount, and takes in each early amount whole')
    WHERE (
        NEW.event = 'approve' OR NEW.event = 'approve_carried' OR NEW.event = 'budget_income'
        OR NEW.event = 'absorb_early'
    ) AND NOT EXISTS (
        SELECT 1 FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
        JOIN draft_line AS d
            ON d.year = l.year AND d.unit_id = l.unit_id AND d.fund = l.fund AND d.level = l.level
            AND d.origin_year = l.origin_year AND d.functional_code = l.functional_code
            AND d.economic_code = l.economic_code AND d.kind = l.kind AND d.project = l.project
        WHERE l.line_id = NEW.line_id AND b.original_fen = 0 AND d.amount_fen = NEW.amount_fen
        AND NEW.event = CASE WHEN l.origin_year < l.year THEN 'approve_carried' ELSE 'approve' END
        UNION ALL
        SELECT 1 FROM line_balance AS b
        WHERE b.line_id = NEW.line_id AND NEW.event = 'absorb_early' AND b.early_fen = NEW.amount_fen
        UNION ALL
        SELECT 1 FROM income AS i
        JOIN draft_income AS d ON d.year = i.year AND d.unit_id = i.unit_id AND d.fund = i.fund
        WHERE i.income_id = NEW.income_id AND NEW.event = 'budget_income'
        AND i.budgeted_fen = 0 AND d.amount_fen = NEW.amount_fen
    );
    -- What the unit has may still be spent, reduced, moved away and closed.
    SELECT RAISE(ABORT, 'unit_inactive: nothing new is budgeted for a deactivated unit')
    WHERE (
        NEW.event = 'allocate_early' OR NEW.event = 'supplement' OR NEW.event = 'use_surplus'
        OR NEW.event = 'use_earmarked' OR NEW.event = 'transfer'
        OR NEW.event = 'income_increase'
    )
    AND NEW.reverses_id IS NULL AND EXISTS (
        SELECT 1 FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id
        WHERE l.line_id = coalesce(NEW.to_line_id, NEW.line_id) AND u.deactivated_by IS NOT NULL
        UNION ALL
        SELECT 1 FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id
        WHERE i.income_id = NEW.income_id AND u.deactivated_by IS NOT NULL
    );
END;

CREATE TRIGGER posting_examination_before_insert_early
BEFORE INSERT ON posting_examination
WHEN NEW.event = 'allocate_early' AND NEW.reverses_id IS NULL
BEGIN
    -- The closing of last year would bring the same money once more.
    SELECT RAISE(ABORT, 'early_not_allowed: carried-over money needs no early amount; close last year, and it is on its line')
    WHERE EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id AND origin_year < year);
    -- 预算法 54: before the approval, what must be paid, by the measure of last year's budget.
    SELECT CASE
        WHEN e.action NOT IN ('forbid', 'deny')
            THEN NULL
        WHEN e.percent = 0
            THEN RAISE(ABORT, 'early_not_allowed: before the approval the policy early_spending allows no spending of this kind')
        WHEN e.base_fen = 0
            THEN RAISE(ABORT, 'early_base_unknown: the ledger has no approved budget of last year for this unit, fund and kind to measure by; let the policy early_spending allow it by a document')
        WHEN typeof(NEW.amount_fen) = 'integer'
            AND e.early_fen + NEW.amount_fen > e.base_fen / 100 * e.percent + e.base_fen % 100 * e.percent / 100
            THEN RAISE(ABORT, 'early_exceeded: more would be arranged before the approval than the policy early_spending allows of last year''s budget')
    END
    FROM (
        SELECT
            p.action, CAST(p.value AS INTEGER) AS percent,
            (
                SELECT coalesce(sum(b.original_fen), 0)
                FROM line AS o JOIN line_balance AS b ON b.line_id = o.line_id
                WHERE o.year = l.year - 1 AND o.unit_id = l.unit_id AND o.fund = l.fund
                AND o.origin_year = o.year
                AND (o.kind = l.kind OR o.kind LIKE 'basic%' AND l.kind LIKE 'basic%')
            ) AS base_fen,
            (
                SELECT coalesce(sum(b.early_fen), 0)
                FROM line AS o JOIN line_balance AS b ON b.line_id = o.line_id
                WHERE o.year = l.year AND o.unit_id = l.unit_id AND o.fund = l.fund
                AND (o.kind = l.kind OR o.kind LIKE 'basic%' AND l.kind LIKE 'basic%')
            ) AS early_fen
        FROM line AS l JOIN policy AS p ON p.policy_id = (
            SELECT q.policy_id FROM policy AS q
            WHERE q.name = 'early_spending' AND l.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = l.fund OR q.fund = (SELECT parent FROM fund WHERE fund = l.fund))
            AND (q.level IS NULL OR q.level = l.level) AND (q.kind IS NULL OR q.kind = l.kind)
            AND (q.item IS NULL OR substr(l.functional_code, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )
        WHERE l.line_id = NEW.line_id
    ) AS e;
END;

CREATE TRIGGER posting_examination_before_insert_spending
BEFORE INSERT ON posting_examination
WHEN NEW.event IN ('pay', 'income_decrease') AND NEW.income_id IS NOT NULL AND NEW.reverses_id IS NULL
BEGIN
    -- Less is not expected than was spent already of it. Before the approval no income is budgeted; what may be spent then is what is in hand.
    SELECT RAISE(ABORT, 'spending_exceeds_income: the fund would spend more than the policy unit_spending allows: what its budget expects, or the money that came in; adjust the income budget or record what came in')
    FROM income AS i JOIN policy AS p ON p.policy_id = (
        SELECT q.policy_id FROM policy AS q
        WHERE q.name = 'unit_spending' AND i.year BETWEEN q.first_year AND q.last_year
        AND (q.fund IS NULL OR q.fund = i.fund OR q.fund = (SELECT parent FROM fund WHERE fund = i.fund))
        ORDER BY q.policy_id DESC LIMIT 1
    )
    JOIN voucher AS v ON v.voucher_id = NEW.voucher_id
    WHERE i.income_id = NEW.income_id AND i.year = v.year
    AND typeof(NEW.amount_fen) = 'integer' AND NEW.amount_fen BETWEEN 1 AND 1000000000000000
    AND (p.action IN ('forbid', 'deny') OR p.action = 'document' AND coalesce(trim(v.document, (SELECT characters FROM blank)), '') = '')
    AND (NEW.event = 'pay' OR p.value <> 'received' AND NEW.amount_fen <= i.expected_fen)
    AND NEW.amount_fen > CASE
        WHEN p.value = 'received' OR v.act = 'post_early' THEN i.money_fen
        ELSE i.expected_fen + i.carried_in_fen + i.surplus_used_fen + i.prior_year_fen
            - i.carried_out_fen - i.to_surplus_fen - i.paid_fen
    END;
END;

CREATE TRIGGER posting_examination_before_insert_true_up
BEFORE INSERT ON posting_examination
WHEN NEW.event IN ('true_up_increase', 'true_up_decrease')
BEGIN
    -- What was approved on a line of carried-over money is the estimate.
    SELECT RAISE(ABORT, 'true_up_wrong: only a carry-over that the approved budget estimated is trued up')
    WHERE EXISTS (
        SELECT 1 FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
        WHERE l.line_id = NEW.line_id AND (l.origin_year >= l.year OR b.original_fen = 0)
    );
    -- The closing brings the real carry-over whole: an increase would be authority out of nothing.
    SELECT RAISE(ABORT, 'true_up_wrong: last year is in this ledger, and its closing brings the real carry-over: nothing is left to increase')
    WHERE NEW.event = 'true_up_increase' AND NEW.reverses_id IS NULL AND EXISTS (
        SELECT 1 FROM line AS l JOIN budget_year AS y ON y.year = l.year - 1
        WHERE l.line_id = NEW.line_id
    );
    SELECT RAISE(ABORT, 'true_up_exceeded: less of the estimate is left than would be taken out')
    WHERE typeof(NEW.amount_fen) = 'integer'
    AND (NEW.event = 'true_up_decrease') = (NEW.reverses_id IS NULL) AND NEW.amount_fen > (
        SELECT estimate_fen FROM carry_over_estimate WHERE line_id = NEW.line_id
    );
END;

CREATE TRIGGER posting_examination_before_insert_lapse
BEFORE INSERT ON posting_examination
WHEN NEW.event = 'lapse' AND NEW.reverses_id IS NULL
BEGIN
    -- 注销 is of authority without money, and what finance gave is money. In a closing the document
    -- is that of the voucher, the one that grants an override, or the source of the policy that says so.
    SELECT RAISE(ABORT, 'document_missing: fiscal money lapses by a document only; recall it, or name the document')
    FROM line AS l JOIN voucher AS v ON v.voucher_id = NEW.voucher_id
    WHERE l.line_id = NEW.line_id AND (
        l.fund = 'general_public' OR l.fund = 'government_fund' OR l.fund = 'state_capital'
    )
    AND coalesce(trim(v.document, (SELECT characters FROM blank)), '') = ''
    AND (
        v.act <> 'close'
        OR NOT EXISTS (SELECT 1 FROM override WHERE voucher_id = v.voucher_id AND policy = 'closing')
        AND 'lapse' IS NOT (
            SELECT q.value FROM policy AS q
            WHERE q.name = 'closing' AND l.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = l.fund OR q.fund = (SELECT parent FROM fund WHERE fund = l.fund))
            AND (q.level IS NULL OR q.level = l.level) AND (q.kind IS NULL OR q.kind = l.kind)
            AND (q.item IS NULL OR substr(l.functional_code, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )
    );
END;

CREATE TRIGGER posting_examination_before_insert_prior_year
BEFORE INSERT ON posting_examination
WHEN NEW.event = 'prior_year_increase'
BEGIN
    SELECT RAISE(ABORT, 'prior_year_wrong: what an earlier year left stays money of that year; name a line of an earlier origin year')
    WHERE EXISTS (SELECT 1 FROM line WHERE line_id = NEW.line_id AND origin_year >= year);
END;

CREATE TRIGGER posting_examination_before_insert_pair
BEFORE INSERT ON posting_examination
WHEN NEW.to_line_id IS NOT NULL
BEGIN
    SELECT CASE
        WHEN NEW.line_id = NEW.to_line_id
            THEN RAISE(ABORT, 'transfer_to_itself: name two lines')
        WHEN t.year <> l.year
            THEN RAISE(ABORT, 'transfer_across_years: both lines must be of one year')
        WHEN t.fund <> l.fund
            THEN RAISE(ABORT, 'transfer_across_funds: both lines must be of one fund')
        WHEN t.level <> l.level
            THEN RAISE(ABORT, 'transfer_across_levels: both lines must be of one level')
        WHEN t.origin_year <> l.origin_year
            THEN RAISE(ABORT, 'transfer_across_origins: both lines must be of one origin year')
        WHEN l.unit_id <> t.unit_id AND NEW.income_id IS NOT NULL
            THEN RAISE(ABORT, 'transfer_across_units: money of a unit stays with the unit')
    END
    FROM line AS l JOIN line AS t ON t.line_id = NEW.to_line_id
    WHERE l.line_id = NEW.line_id AND NEW.event = 'transfer';
    SELECT CASE
        WHEN t.year <> l.year + 1 OR t.fund <> l.fund OR t.level <> l.level
            OR t.origin_year <> l.origin_year OR t.kind <> l.kind OR t.project <> l.project
            OR t.unit_id <> l.unit_id AND NOT EXISTS (
                SELECT 1 FROM successor_in_force AS s JOIN unit AS o ON o.name = s.old JOIN unit AS n ON n.name = s.new
                WHERE s.scheme = 'unit' AND s.year = l.year AND o.unit_id = l.unit_id AND n.unit_id = t.unit_id
            )
            OR t.functional_code <> l.functional_code AND NOT EXISTS (
                SELECT 1 FROM successor_in_force AS s
                WHERE s.scheme = 'functional' AND s.year = l.year
                AND s.old = l.functional_code AND s.new = t.functional_code
            )
            OR t.economic_code <> l.economic_code AND NOT EXISTS (
                SELECT 1 FROM successor_in_force AS s
                WHERE s.scheme = 'economic' AND s.year = l.year
                AND s.old = l.economic_code AND s.new = t.economic_code
            )
            THEN RAISE(ABORT, 'carry_forward_key: the line of next year must have the same key, save for codes and units with a successor')
        WHEN NOT EXISTS (
            SELECT 1 FROM budget_year AS y WHERE y.year = t.year AND y.state IN ('preparing', 'open')
        )
            THEN RAISE(ABORT, 'to_year_closed: next year is being closed; reopen it first')
        WHEN NEW.to_income_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM income AS i
            WHERE i.income_id = NEW.to_income_id AND i.year = t.year AND i.unit_id = t.unit_id AND i.fund = t.fund
        )
            THEN RAISE(ABORT, 'income_wrong: name the income of the next line''s year, unit and fund')
    END
    FROM line AS l JOIN line AS t ON t.line_id = NEW.to_line_id
    WHERE l.line_id = NEW.line_id AND NEW.event = 'carry_forward';
END;

CREATE TRIGGER posting_examination_before_insert_pool
BEFORE INSERT ON posting_examination
WHEN substr(NEW.event, 1, 5) = 'pool_'
OR (SELECT substr(event, 1, 5) FROM posting WHERE posting_id = NEW.posting_id - 1) = 'pool_'
BEGIN
    -- What one surplus gives away the next posting of the voucher gives to the other. A reversal
    -- undoes the newer posting first, so there the other one goes before.
    SELECT RAISE(ABORT, 'pool_unpaired: what is pooled leaves one surplus and enters the other, whole: write both postings, one behind the other')
    FROM voucher AS v
    LEFT JOIN posting AS f
        ON f.posting_id = NEW.posting_id - 1 AND f.voucher_id = v.voucher_id
        AND substr(f.event, 1, 5) = 'pool_'
        AND (f.event IN ('pool_out', 'pool_earmarked_out')) = (f.reverses_id IS NULL)
    WHERE v.voucher_id = NEW.voucher_id AND CASE
        WHEN f.posting_id IS NOT NULL
            THEN NEW.amount_fen IS NOT f.amount_fen OR NEW.reverses_id IS NOT f.reverses_id - 1
                OR NEW.event IS NOT CASE f.event
                    WHEN 'pool_out' THEN 'pool_in'
                    WHEN 'pool_in' THEN 'pool_out'
                    WHEN 'pool_earmarked_out' THEN 'pool_earmarked_in'
                    ELSE 'pool_earmarked_out'
                END
        WHEN substr(NEW.event, 1, 5) = 'pool_'
            THEN (NEW.event IN ('pool_out', 'pool_earmarked_out')) <> (NEW.reverses_id IS NULL)
                OR NEW.posting_id >= v.first_posting_id + v.posting_count - 1
        ELSE 0
    END;
    SELECT RAISE(ABORT, 'pool_wrong: surplus of a deactivated unit goes to the unit that took it over, into the same fund, from the end of its last year on')
    FROM posting AS f JOIN voucher AS v ON v.voucher_id = f.voucher_id
    WHERE f.posting_id = NEW.posting_id - 1 AND f.voucher_id = NEW.voucher_id
    AND NEW.event IN ('pool_in', 'pool_earmarked_in') AND NEW.reverses_id IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM surplus AS a JOIN unit AS o ON o.unit_id = a.unit_id
        JOIN successor_in_force AS s ON s.scheme = 'unit' AND s.old = o.name
        JOIN unit AS n ON n.name = s.new
        JOIN surplus AS b ON b.unit_id = n.unit_id AND b.fund = a.fund
        WHERE a.surplus_id = f.surplus_id AND b.surplus_id = NEW.surplus_id
        AND o.deactivated_by IS NOT NULL AND s.year + (v.act = 'post') <= v.year
    );
END;

CREATE TRIGGER posting_examination_before_insert_reference
BEFORE INSERT ON posting_examination
WHEN coalesce(NEW.income_id, NEW.surplus_id, NEW.commitment_id) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'income_wrong: the income is not one of the voucher''s year')
    WHERE NEW.line_id IS NULL AND NEW.income_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM income AS i JOIN voucher AS v ON v.year = i.year
        WHERE i.income_id = NEW.income_id AND v.voucher_id = NEW.voucher_id
    );
    SELECT RAISE(ABORT, 'surplus_wrong: name the surplus of the same unit and fund')
    WHERE NEW.surplus_id IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM surplus WHERE surplus_id = NEW.surplus_id)
        OR NEW.line_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM surplus AS s JOIN line AS l ON l.unit_id = s.unit_id AND l.fund = s.fund
            WHERE s.surplus_id = NEW.surplus_id AND l.line_id = NEW.line_id
        )
        OR NEW.income_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM surplus AS s JOIN income AS i ON i.unit_id = s.unit_id AND i.fund = s.fund
            WHERE s.surplus_id = NEW.surplus_id AND i.income_id = NEW.income_id
        )
    );
    SELECT RAISE(ABORT, 'surplus_fiscal: surplus of a fiscal fund is surrendered or used; it is neither distributed nor set aside')
    WHERE NEW.event IN ('distribute', 'earmark_surplus') AND NEW.reverses_id IS NULL AND EXISTS (
        SELECT 1 FROM surplus AS s JOIN fund AS f ON f.fund = s.fund
        WHERE s.surplus_id = NEW.surplus_id AND f.is_fiscal = 1
    );
    SELECT RAISE(ABORT, 'commitment_wrong: name a commitment of this line, and in a carry-forward the one that carries it on')
    WHERE NEW.commitment_id IS NOT NULL AND (
        NOT EXISTS (
            SELECT 1 FROM commitment WHERE commitment_id = NEW.commitment_id AND line_id = NEW.line_id
        )
        OR NEW.to_commitment_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM commitment
            WHERE commitment_id = NEW.to_commitment_id AND line_id = NEW.to_line_id
            AND continues_id = NEW.commitment_id
        )
    );
END;

CREATE TRIGGER posting_examination_before_insert_dates
BEFORE INSERT ON posting_examination
WHEN coalesce(NEW.refunds_id, NEW.commitment_id) IS NOT NULL AND NEW.reverses_id IS NULL
BEGIN
    -- Else the totals as of a day between would say what never was.
    SELECT RAISE(ABORT, 'date_too_early: a refund is not dated before its payment, nor what is done with a commitment before the act that made it')
    FROM voucher AS v
    WHERE v.voucher_id = NEW.voucher_id AND v.dated < max(
        coalesce((
            SELECT w.dated FROM posting AS p JOIN voucher AS w ON w.voucher_id = p.voucher_id
            WHERE p.posting_id = NEW.refunds_id
        ), ''),
        coalesce((
            SELECT w.dated FROM commitment AS k JOIN voucher AS w ON w.voucher_id = k.voucher_id
            WHERE k.commitment_id = NEW.commitment_id AND v.act IN ('post', 'post_early')
        ), '')
    );
END;

CREATE TRIGGER posting_examination_before_insert_closing
BEFORE INSERT ON posting_examination
WHEN (
    NEW.event = 'carry_forward' OR NEW.event = 'to_surplus' OR NEW.event = 'recall'
    OR NEW.event = 'lapse' OR NEW.event = 'release'
)
AND NEW.reverses_id IS NULL
AND EXISTS (SELECT 1 FROM policy WHERE name = 'closing' AND policy_id > 0)
BEGIN
    -- What a line leaves becomes what the policy decides. Money that max_carry_years ends goes to the
    -- surplus instead of next year. Of a fund that is not fiscal, authority without money is released
    -- and lapses whatever the policy.
    SELECT RAISE(ABORT, 'closing_policy: the policy closing decides otherwise on what the line leaves; do as it says, or name an override where it does not forbid that')
    FROM (
        SELECT
            p.action, c.voucher_id, c.is_fiscal,
            CASE
                WHEN p.value IN ('carry_forward', 'lapse') THEN p.value
                WHEN p.value = 'recall' AND c.is_fiscal THEN p.value
                ELSE 'to_surplus'
            END AS decided,
            (
                SELECT q.action NOT IN ('warn', 'allow') AND c.age_years >= CAST(q.value AS INTEGER)
                FROM policy AS q
                WHERE q.name = 'max_carry_years' AND c.year BETWEEN q.first_year AND q.last_year
                AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = c.fund_group)
                AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.kind)
                AND (q.item IS NULL OR substr(c.code, 1, length(q.item)) = q.item)
                ORDER BY q.policy_id DESC LIMIT 1
            ) AS is_old
        FROM (
            SELECT
                v.voucher_id, l.year, l.fund, f.parent AS fund_group, f.is_fiscal,
                l.level, l.kind, l.functional_code AS code, l.year - l.origin_year AS age_years
            FROM voucher AS v JOIN line AS l ON l.line_id = NEW.line_id
            JOIN fund AS f ON f.fund = l.fund
            WHERE v.voucher_id = NEW.voucher_id AND v.act = 'close'
        ) AS c
        JOIN policy AS p ON p.policy_id = (
            SELECT q.policy_id FROM policy AS q
            WHERE q.name = 'closing' AND c.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = c.fund_group)
            AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.kind)
            AND (q.item IS NULL OR substr(c.code, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )
    ) AS d
    WHERE (
        d.action = 'forbid' OR d.action = 'deny' AND NOT EXISTS (
            SELECT 1 FROM override WHERE voucher_id = d.voucher_id AND policy = 'closing'
        )
    )
    AND CASE NEW.event
        WHEN 'release' THEN d.is_fiscal AND d.decided = 'carry_forward' AND NOT d.is_old
        WHEN 'lapse' THEN d.is_fiscal AND d.decided <> 'lapse'
        WHEN 'to_surplus' THEN NOT (d.decided = 'to_surplus' OR d.decided = 'carry_forward' AND d.is_old)
        ELSE NEW.event <> d.decided
    END;
END;

CREATE TRIGGER posting_examination_before_insert_undoing
BEFORE INSERT ON posting_examination
WHEN coalesce(NEW.refunds_id, NEW.reverses_id) IS NOT NULL
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM posting AS p
            JOIN line AS o ON o.line_id = p.line_id JOIN line AS l ON l.line_id = NEW.line_id
            WHERE p.posting_id = NEW.refunds_id AND p.event = 'pay' AND p.reverses_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
            AND CASE NEW.event
                WHEN 'refund' THEN o.line_id = l.line_id
                -- What comes back is neither of another level nor younger than what was paid.
                ELSE o.year < l.year AND o.unit_id = l.unit_id AND o.fund = l.fund
                    AND o.level = l.level AND o.origin_year = l.origin_year
            END
        )
            THEN RAISE(ABORT, 'refund_wrong: name a payment that stands: on this line, or for a prior-year event of an earlier year, same unit, fund, level and origin year')
        WHEN NEW.amount_fen > (
            SELECT p.amount_fen FROM posting AS p WHERE p.posting_id = NEW.refunds_id
        ) - (
            SELECT coalesce(sum(r.effect_fen), 0)
            FROM posting AS r WHERE r.refunds_id = NEW.refunds_id
        )
            THEN RAISE(ABORT, 'refund_exceeded: less of the payment is left than would be refunded')
        -- What was paid against a commitment is owed again when it comes back.
        WHEN NEW.event = 'refund' AND NEW.commitment_id IS NOT (
            SELECT p.commitment_id FROM posting AS p WHERE p.posting_id = NEW.refunds_id
        )
            THEN RAISE(ABORT, 'commitment_wrong: a refund names the commitment that its payment was made against, or none when there was none')
    END
    WHERE NEW.refunds_id IS NOT NULL AND NEW.reverses_id IS NULL;
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = NEW.reverses_id)
            THEN RAISE(ABORT, 'already_reversed: a posting is reversed once')
        WHEN p.posting_id IS NULL OR p.reverses_id IS NOT NULL
            THEN RAISE(ABORT, 'reversal_unknown: name a posting that is not itself a reversal')
        WHEN p.event IS NOT NEW.event OR p.amount_fen IS NOT NEW.amount_fen
            OR p.line_id IS NOT NEW.line_id OR p.to_line_id IS NOT NEW.to_line_id
            OR p.income_id IS NOT NEW.income_id OR p.to_income_id IS NOT NEW.to_income_id
            OR p.surplus_id IS NOT NEW.surplus_id OR p.commitment_id IS NOT NEW.commitment_id
            OR p.to_commitment_id IS NOT NEW.to_commitment_id OR p.refunds_id IS NOT NEW.refunds_id
            THEN RAISE(ABORT, 'reversal_differs: a reversal repeats the event, rows and amount of what it undoes')
        WHEN w.year IS NOT v.year
            OR w.act IS NOT CASE v.act WHEN 'undo_close' THEN 'close' ELSE v.act END
            AND NOT (w.act = 'post_early' AND v.act = 'post')
            THEN RAISE(ABORT, 'reversal_other_act: a reversal belongs to the same year; a closing is undone by undo_close')
        WHEN EXISTS (
            SELECT 1 FROM posting AS r
            WHERE r.refunds_id = NEW.reverses_id AND r.reverses_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM posting AS u WHERE u.reverses_id = r.posting_id)
        )
            THEN RAISE(ABORT, 'reversal_refunded: reverse the refunds of the payment first')
    END
    FROM (SELECT 1) LEFT JOIN posting AS p ON p.posting_id = NEW.reverses_id
    LEFT JOIN voucher AS w ON w.voucher_id = p.voucher_id
    LEFT JOIN voucher AS v ON v.voucher_id = NEW.voucher_id
    WHERE NEW.reverses_id IS NOT NULL;
END;

CREATE TRIGGER posting_examination_after_insert_clear
AFTER INSERT ON posting_examination
BEGIN
    DELETE FROM posting_examination;
END;

-- ------------------------------------------------------------------------------------------------
-- 14. Effects: what each event adds to the running totals of the rows it names. A reversal counts
-- negative.

-- SQLite runs the triggers of a table from the newest to the oldest: plans come last, when the line
-- has said whether it has the money.
CREATE TRIGGER posting_after_insert_plan
AFTER INSERT ON posting
WHEN (NEW.event = 'pay' OR NEW.event = 'refund') AND (
    EXISTS (SELECT 1 FROM spending_plan)
    OR EXISTS (SELECT 1 FROM policy WHERE policy_id > 0 AND name = 'spending_plan')
)
BEGIN
    INSERT INTO payment_examination VALUES (
        NEW.posting_id, NEW.voucher_id, NEW.event, NEW.line_id, NEW.reverses_id
    );
    SELECT RAISE(ABORT, 'effect_missing: the payment was not examined')
    WHERE changes() <> 1;
END;

CREATE TRIGGER payment_examination_before_insert_plan
BEFORE INSERT ON payment_examination
BEGIN
    -- Where nobody plans, these look into an empty index and go on.
    SELECT RAISE(ABORT, 'plan_exceeded: by the end of a month more would be paid than is planned until then')
    FROM spending_plan AS s JOIN voucher AS v ON v.voucher_id = NEW.voucher_id
    WHERE s.plan_id = (SELECT max(plan_id) FROM spending_plan WHERE line_id = NEW.line_id)
    AND (NEW.event = 'pay') = (NEW.reverses_id IS NULL)
    AND EXISTS (
        -- Payments of later months may be there already, and what came back of them.
        SELECT 1 FROM (
            SELECT month, sum(fen) OVER (ORDER BY month) AS paid_fen FROM (
                SELECT
                    CAST(substr(w.dated, 6, 2) AS INTEGER) AS month,
                    sum(p.effect_fen * ((p.event = 'pay') - (p.event = 'refund'))) AS fen
                FROM posting AS p JOIN voucher AS w ON w.voucher_id = p.voucher_id
                WHERE p.line_id = NEW.line_id AND p.event IN ('pay', 'refund')
                GROUP BY month
            )
        ) AS m
        WHERE m.month >= CAST(substr(v.dated, 6, 2) AS INTEGER)
        AND m.paid_fen > s.m01_fen
        + s.m02_fen * (m.month >= 2)
        + s.m03_fen * (m.month >= 3)
        + s.m04_fen * (m.month >= 4)
        + s.m05_fen * (m.month >= 5)
        + s.m06_fen * (m.month >= 6)
        + s.m07_fen * (m.month >= 7)
        + s.m08_fen * (m.month >= 8)
        + s.m09_fen * (m.month >= 9)
        + s.m10_fen * (m.month >= 10)
        + s.m11_fen * (m.month >= 11)
        + s.m12_fen * (m.month >= 12)
    );
    SELECT RAISE(ABORT, 'plan_missing: the policy spending_plan wants a plan of the line before it is paid from')
    WHERE NEW.event = 'pay' AND NEW.reverses_id IS NULL
    AND EXISTS (SELECT 1 FROM policy WHERE name = 'spending_plan' AND policy_id > 0)
    AND NOT EXISTS (SELECT 1 FROM spending_plan WHERE line_id = NEW.line_id)
    AND EXISTS (
        SELECT 1 FROM line AS l JOIN policy AS p ON p.policy_id = (
            SELECT q.policy_id FROM policy AS q
            WHERE q.name = 'spending_plan' AND l.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = l.fund OR q.fund = (SELECT parent FROM fund WHERE fund = l.fund))
            AND (q.level IS NULL OR q.level = l.level) AND (q.kind IS NULL OR q.kind = l.kind)
            AND (q.item IS NULL OR substr(l.functional_code, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )
        JOIN voucher AS v ON v.voucher_id = NEW.voucher_id
        WHERE l.line_id = NEW.line_id AND p.action IN ('forbid', 'deny') AND v.act = 'post'
    );
END;

CREATE TRIGGER payment_examination_after_insert_clear
AFTER INSERT ON payment_examination
BEGIN
    DELETE FROM payment_examination;
END;

CREATE TRIGGER posting_after_insert_payment
AFTER INSERT ON posting
WHEN NEW.event = 'pay' OR NEW.event = 'refund'
BEGIN
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id,
        committed_fen = CASE
            WHEN NEW.commitment_id IS NULL THEN committed_fen
            WHEN NEW.event = 'pay' THEN committed_fen - NEW.effect_fen
            ELSE committed_fen + NEW.effect_fen
        END,
        paid_fen = CASE NEW.event
            WHEN 'pay' THEN paid_fen + NEW.effect_fen
            ELSE paid_fen - NEW.effect_fen
        END
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

-- Nearly all of a closing.
CREATE TRIGGER posting_after_insert_carried
AFTER INSERT ON posting
WHEN NEW.event = 'carry_forward'
BEGIN
    UPDATE line_authority SET
        last_posting_id = NEW.posting_id, carried_out_fen = carried_out_fen + NEW.effect_fen
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id,
        ceiling_fen = ceiling_fen - NEW.effect_fen,
        committed_fen = committed_fen - NEW.effect_fen * (NEW.commitment_id IS NOT NULL)
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_authority SET
        last_posting_id = NEW.posting_id, carried_in_fen = carried_in_fen + NEW.effect_fen
    WHERE line_id = NEW.to_line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id,
        ceiling_fen = ceiling_fen + NEW.effect_fen,
        committed_fen = committed_fen + NEW.effect_fen * (NEW.to_commitment_id IS NOT NULL)
    WHERE line_id = NEW.to_line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

-- A payment or a carry-forward that names nothing but lines has no other effect.
CREATE TRIGGER posting_after_insert_effect
AFTER INSERT ON posting
WHEN NEW.event <> 'pay' AND NEW.event <> 'carry_forward'
OR coalesce(NEW.income_id, NEW.commitment_id) IS NOT NULL
BEGIN
    INSERT INTO posting_effect VALUES (
        NEW.posting_id, NEW.voucher_id, NEW.event, NEW.amount_fen, NEW.line_id,
        NEW.to_line_id, NEW.income_id, NEW.to_income_id, NEW.surplus_id, NEW.commitment_id,
        NEW.to_commitment_id, NEW.refunds_id, NEW.reverses_id, NEW.effect_fen
    );
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

-- Section 15 says what each policy is about. Created before the effects, and so asked after them: a
-- line that has not the money says so first. The condition stands here and not in the query: the view
-- is a union, which SQLite collects before it looks at any condition.
CREATE TRIGGER posting_effect_before_insert_policy
BEFORE INSERT ON posting_effect
WHEN NEW.reverses_id IS NULL AND (
    NEW.event = 'approve' OR NEW.event = 'supplement' OR NEW.event = 'reduce'
    OR NEW.event = 'transfer' OR NEW.event = 'use_surplus' OR NEW.event = 'use_earmarked'
    OR NEW.event = 'prior_year_increase'
)
BEGIN
    SELECT CASE policy
        WHEN 'three_public_increase'
            THEN RAISE(ABORT, 'three_public_increase: such an item is not increased within the year; move money between such items, or name an override')
        WHEN 'three_public_total'
            THEN RAISE(ABORT, 'three_public_total: the unit would have more for such items than last year; reduce its drafts, or name an override')
        WHEN 'personnel_to_public'
            THEN RAISE(ABORT, 'personnel_to_public: personnel money does not go to public expenses; take it from elsewhere, or name an override')
        WHEN 'public_to_personnel'
            THEN RAISE(ABORT, 'public_to_personnel: the policy refuses money of public expenses for personnel; name its document or an override')
        WHEN 'basic_project'
            THEN RAISE(ABORT, 'basic_project: the policy refuses a transfer between basic and project spending; name its document or an override')
        WHEN 'project_to_project'
            THEN RAISE(ABORT, 'project_to_project: the policy refuses a transfer between projects; name its document or an override')
        WHEN 'functional_transfer'
            THEN RAISE(ABORT, 'functional_transfer: the policy refuses a transfer between these functional codes; name its document or an override')
        WHEN 'economic_transfer'
            THEN RAISE(ABORT, 'economic_transfer: the policy refuses a transfer between these economic codes; name its document or an override')
        WHEN 'carry_over_purpose'
            THEN RAISE(ABORT, 'carry_over_purpose: the policy refuses another purpose for carried-over money; name its document or an override')
        WHEN 'freeze_date'
            THEN RAISE(ABORT, 'freeze_date: the budget is frozen for the rest of the year; adjust next year''s')
        WHEN 'kind_economic'
            THEN RAISE(ABORT, 'kind_economic: kind and economic class of the line disagree; correct one of them, or name an override')
    END
    FROM policy_touch
    WHERE posting_id = NEW.posting_id AND status = 'refused';
END;

CREATE TRIGGER posting_effect_before_insert_committed
BEFORE INSERT ON posting_effect
WHEN NEW.event = 'commit' OR NEW.event = 'release'
BEGIN
    UPDATE line_authority SET last_posting_id = NEW.posting_id WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id,
        committed_fen = committed_fen
        + NEW.effect_fen * ((NEW.event = 'commit') - (NEW.event = 'release'))
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

CREATE TRIGGER posting_effect_before_insert_left
BEFORE INSERT ON posting_effect
WHEN NEW.event = 'to_surplus' OR NEW.event = 'recall' OR NEW.event = 'lapse'
BEGIN
    UPDATE line_authority SET
        last_posting_id = NEW.posting_id,
        recalled_fen = recalled_fen + NEW.effect_fen * (NEW.event = 'recall'),
        to_surplus_fen = to_surplus_fen + NEW.effect_fen * (NEW.event = 'to_surplus'),
        lapsed_fen = lapsed_fen + NEW.effect_fen * (NEW.event = 'lapse')
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id, ceiling_fen = ceiling_fen - NEW.effect_fen
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

CREATE TRIGGER posting_effect_before_insert_line
BEFORE INSERT ON posting_effect
WHEN NEW.line_id IS NOT NULL AND NEW.event <> 'pay' AND NEW.event <> 'refund'
AND NEW.event <> 'carry_forward' AND NEW.event <> 'commit' AND NEW.event <> 'release'
AND NEW.event <> 'to_surplus' AND NEW.event <> 'recall' AND NEW.event <> 'lapse'
BEGIN
    UPDATE line_authority SET
        last_posting_id = NEW.posting_id,
        original_fen = original_fen + NEW.effect_fen * (NEW.event IN ('approve', 'approve_carried')),
        early_fen = early_fen + NEW.effect_fen * ((NEW.event = 'allocate_early')
            - (NEW.event = 'absorb_early')),
        supplement_fen = supplement_fen + NEW.effect_fen * (NEW.event = 'supplement'),
        reduction_fen = reduction_fen + NEW.effect_fen * (NEW.event = 'reduce'),
        transferred_out_fen = transferred_out_fen + NEW.effect_fen * (NEW.event = 'transfer'),
        surplus_used_fen = surplus_used_fen + NEW.effect_fen * (NEW.event IN ('use_surplus', 'use_earmarked')),
        prior_year_fen = prior_year_fen + NEW.effect_fen * (
            (NEW.event IN ('prior_year_increase', 'true_up_increase'))
            - (NEW.event IN ('prior_year_decrease', 'true_up_decrease'))
        )
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id,
        ceiling_fen = (SELECT ceiling_fen FROM line_authority WHERE line_id = NEW.line_id)
    WHERE line_id = NEW.line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

CREATE TRIGGER posting_effect_before_insert_surplus
BEFORE INSERT ON posting_effect
WHEN NEW.surplus_id IS NOT NULL
BEGIN
    UPDATE surplus SET
        last_posting_id = NEW.posting_id,
        added_fen = added_fen + NEW.effect_fen * (NEW.event IN ('to_surplus', 'income_to_surplus')),
        used_fen = used_fen + NEW.effect_fen * (NEW.event IN ('use_surplus', 'cover_deficit')),
        surrendered_fen = surrendered_fen + NEW.effect_fen * (NEW.event = 'surrender'),
        distributed_fen = distributed_fen + NEW.effect_fen * (NEW.event = 'distribute'),
        earmarked_fen = earmarked_fen + NEW.effect_fen * (NEW.event = 'earmark_surplus'),
        earmarked_used_fen = earmarked_used_fen + NEW.effect_fen * (NEW.event = 'use_earmarked'),
        pooled_in_fen = pooled_in_fen + NEW.effect_fen * (NEW.event = 'pool_in'),
        pooled_out_fen = pooled_out_fen + NEW.effect_fen * (NEW.event = 'pool_out'),
        earmarked_in_fen = earmarked_in_fen + NEW.effect_fen * (NEW.event = 'pool_earmarked_in'),
        earmarked_out_fen = earmarked_out_fen + NEW.effect_fen * (NEW.event = 'pool_earmarked_out')
    WHERE surplus_id = NEW.surplus_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

CREATE TRIGGER posting_effect_before_insert_income
BEFORE INSERT ON posting_effect
WHEN NEW.income_id IS NOT NULL
BEGIN
    UPDATE income SET
        last_posting_id = NEW.posting_id,
        budgeted_fen = budgeted_fen + NEW.effect_fen * (NEW.event = 'budget_income'),
        increased_fen = increased_fen + NEW.effect_fen * (NEW.event = 'income_increase'),
        decreased_fen = decreased_fen + NEW.effect_fen * (NEW.event = 'income_decrease'),
        received_fen = received_fen + NEW.effect_fen * (NEW.event = 'receive'),
        returned_fen = returned_fen + NEW.effect_fen * (NEW.event = 'return_income'),
        carried_in_fen = carried_in_fen + NEW.effect_fen * (NEW.event = 'approve_carried'),
        surplus_used_fen = surplus_used_fen
        + NEW.effect_fen * (
            NEW.event = 'use_surplus' OR NEW.event = 'use_earmarked' OR NEW.event = 'cover_deficit'
        ),
        prior_year_fen = prior_year_fen + NEW.effect_fen * (
            (NEW.event IN ('prior_year_increase', 'true_up_increase'))
            - (NEW.event IN ('prior_year_decrease', 'true_up_decrease'))
        ),
        paid_fen = paid_fen + NEW.effect_fen * ((NEW.event = 'pay') - (NEW.event = 'refund')),
        carried_out_fen = carried_out_fen + NEW.effect_fen * (NEW.event = 'carry_forward'),
        to_surplus_fen = to_surplus_fen + NEW.effect_fen * (NEW.event IN ('to_surplus', 'income_to_surplus'))
    WHERE income_id = NEW.income_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE income SET
        last_posting_id = NEW.posting_id,
        carried_in_fen = carried_in_fen + NEW.effect_fen * (NEW.event = 'carry_forward')
    WHERE income_id = NEW.to_income_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE NEW.to_income_id IS NOT NULL AND changes() <> 1;
END;

CREATE TRIGGER posting_effect_before_insert_transfer
BEFORE INSERT ON posting_effect
WHEN NEW.event = 'transfer'
BEGIN
    UPDATE line_authority SET
        last_posting_id = NEW.posting_id, transferred_in_fen = transferred_in_fen + NEW.effect_fen
    WHERE line_id = NEW.to_line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE line_spending SET
        last_posting_id = NEW.posting_id, ceiling_fen = ceiling_fen + NEW.effect_fen
    WHERE line_id = NEW.to_line_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
END;

-- Created last, and so asked first: commitments say more about a refusal than their line does.
CREATE TRIGGER posting_effect_before_insert_commitment
BEFORE INSERT ON posting_effect
WHEN NEW.commitment_id IS NOT NULL
BEGIN
    UPDATE commitment SET
        last_posting_id = NEW.posting_id,
        committed_fen = committed_fen + NEW.effect_fen * (NEW.event = 'commit'),
        released_fen = released_fen + NEW.effect_fen * (NEW.event = 'release'),
        paid_fen = paid_fen + NEW.effect_fen * ((NEW.event = 'pay') - (NEW.event = 'refund')),
        carried_out_fen = carried_out_fen + NEW.effect_fen * (NEW.event = 'carry_forward')
    WHERE commitment_id = NEW.commitment_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE changes() <> 1;
    UPDATE commitment SET
        last_posting_id = NEW.posting_id,
        carried_in_fen = carried_in_fen + NEW.effect_fen * (NEW.event = 'carry_forward')
    WHERE commitment_id = NEW.to_commitment_id;
    SELECT RAISE(ABORT, 'effect_missing: the posting did not reach the running totals it names')
    WHERE NEW.to_commitment_id IS NOT NULL AND changes() <> 1;
END;

CREATE TRIGGER posting_effect_after_insert_clear
AFTER INSERT ON posting_effect
BEGIN
    DELETE FROM posting_effect;
END;

-- ------------------------------------------------------------------------------------------------
-- 15. Policies: which posting touches which, and what the one in force says. Guards, reports and
-- warnings ask the same view. Payments touch none of these.

CREATE VIEW policy_move AS
-- Each posting that moves money from one line to another: a transfer, or a payment of an earlier
-- year that comes back elsewhere. Fiscal money may go from unit to unit, other money may not.
SELECT
    p.posting_id, v.first_posting_id, p.amount_fen, l.line_id AS from_line_id, l.kind AS from_kind,
    g.kind AS to_kind, l.fund, l.level, l.origin_year,
    CASE f.is_fiscal WHEN 0 THEN l.unit_id END AS unit_id
FROM posting AS p
JOIN voucher AS v ON v.voucher_id = p.voucher_id
LEFT JOIN posting AS r ON r.posting_id = p.refunds_id
JOIN line AS l ON l.line_id = coalesce(r.line_id, p.line_id)
JOIN line AS g ON g.line_id = coalesce(p.to_line_id, p.line_id)
JOIN fund AS f ON f.fund = l.fund
WHERE p.reverses_id IS NULL AND p.event IN ('transfer', 'prior_year_increase')
AND l.line_id <> g.line_id;

CREATE VIEW policy_detour AS
-- Each move that goes half a way, from its beginning to lines between or from there to its end, when
-- the moves of its voucher up to it go the whole way: together they leave less at the beginning and
-- more at the end. giver_id: the line that gave; for the second half, each line that did.
WITH way (policy, from_kinds, to_kinds) AS (
    VALUES
    ('personnel_to_public', 'basic_personnel', 'basic_public'),
    ('public_to_personnel', 'basic_public', 'basic_personnel'),
    ('basic_project', 'basic_personnel basic_public', 'project'),
    ('basic_project', 'project', 'basic_personnel basic_public')
)
SELECT m.posting_id, w.policy, s.from_line_id AS giver_id
FROM policy_move AS m
CROSS JOIN way AS w ON instr(w.from_kinds || w.to_kinds, m.from_kind) = 0 AND instr(w.to_kinds, m.to_kind) > 0
    OR instr(w.from_kinds, m.from_kind) > 0 AND instr(w.from_kinds || w.to_kinds, m.to_kind) = 0
CROSS JOIN policy_move AS s ON s.posting_id BETWEEN m.first_posting_id AND m.posting_id
    AND (s.posting_id = m.posting_id OR instr(w.from_kinds, m.from_kind) = 0)
    AND instr(w.from_kinds, s.from_kind) > 0
    AND s.fund = m.fund AND s.level = m.level AND s.origin_year = m.origin_year
    AND s.unit_id IS m.unit_id
WHERE m.posting_id > m.first_posting_id AND (
    SELECT
        sum(a.amount_fen * (
            (instr(w.from_kinds, a.from_kind) > 0) - (instr(w.from_kinds, a.to_kind) > 0)
        )) > 0
        AND sum(a.amount_fen * (
            (instr(w.to_kinds, a.to_kind) > 0) - (instr(w.to_kinds, a.from_kind) > 0)
        )) > 0
    FROM policy_move AS a
    WHERE a.posting_id BETWEEN m.first_posting_id AND m.posting_id
    AND a.fund = m.fund AND a.level = m.level AND a.origin_year = m.origin_year
    AND a.unit_id IS m.unit_id
);

CREATE VIEW policy_case AS
-- Each posting with each policy that could be about it. `l` gives, `g` gets; they are one line
-- unless money moves between two.
SELECT
    p.posting_id, p.voucher_id, v.year, v.dated, v.document, p.event, n.name AS policy,
    p.amount_fen, p.line_id, p.to_line_id, g.unit_id, l.unit_id AS from_unit_id,
    l.line_id <> g.line_id AS is_moved,
    l.year - l.origin_year AS age_years, l.kind AS from_kind, l.economic_code AS from_economic,
    l.fund, l.level,
    CASE WHEN n.name IN ('three_public_increase', 'three_public_total', 'kind_economic') THEN g.kind ELSE l.kind END AS kind,
    CASE
        WHEN n.name IN ('three_public_increase', 'three_public_total', 'kind_economic') THEN g.economic_code
        WHEN n.name = 'economic_transfer' THEN l.economic_code
        ELSE l.functional_code
    END AS code,
    CASE n.name
        WHEN 'functional_transfer' THEN CASE
            WHEN substr(l.functional_code, 1, 3) <> substr(g.functional_code, 1, 3) THEN 'class'
            WHEN substr(l.functional_code, 1, 5) <> substr(g.functional_code, 1, 5) THEN 'group'
            ELSE 'item'
        END
        WHEN 'economic_transfer' THEN CASE
            WHEN substr(l.economic_code, 1, 3) <> substr(g.economic_code, 1, 3) THEN 'class'
            ELSE 'group'
        END
    END AS code_level
FROM posting AS p
JOIN voucher AS v ON v.voucher_id = p.voucher_id
LEFT JOIN posting AS r ON r.posting_id = p.refunds_id
JOIN line AS l ON l.line_id = coalesce(r.line_id, p.line_id)
JOIN line AS g ON g.line_id = coalesce(p.to_line_id, p.line_id)
JOIN policy_name AS n ON CASE p.event
    WHEN 'carry_forward' THEN n.name = 'max_carry_years'
    WHEN 'approve' THEN n.name = 'three_public_total' OR n.name = 'kind_economic' AND (
        g.kind = 'basic_personnel' AND substr(g.economic_code, 1, 3) IN ('302', '310')
        OR g.kind = 'basic_public' AND substr(g.economic_code, 1, 3) IN ('301', '303')
    )
    WHEN 'reduce' THEN n.name = 'freeze_date'
    ELSE CASE n.name
        WHEN 'freeze_date' THEN p.event IN ('supplement', 'transfer')
        WHEN 'three_public_increase' THEN 1
        WHEN 'kind_economic' THEN
            g.kind = 'basic_personnel' AND substr(g.economic_code, 1, 3) IN ('302', '310')
            OR g.kind = 'basic_public' AND substr(g.economic_code, 1, 3) IN ('301', '303')
        WHEN 'personnel_to_public' THEN l.kind = 'basic_personnel' AND g.kind = 'basic_public'
        WHEN 'public_to_personnel' THEN l.kind = 'basic_public' AND g.kind = 'basic_personnel'
        WHEN 'basic_project' THEN l.kind IN ('basic_personnel', 'basic_public') AND g.kind = 'project'
            OR l.kind = 'project' AND g.kind IN ('basic_personnel', 'basic_public')
        WHEN 'project_to_project' THEN
            l.kind = 'project' AND g.kind = 'project' AND l.project <> g.project
        WHEN 'functional_transfer' THEN l.functional_code <> g.functional_code
        WHEN 'economic_transfer' THEN l.economic_code <> g.economic_code
        WHEN 'carry_over_purpose' THEN g.origin_year < g.year AND (
            l.functional_code <> g.functional_code OR l.project <> g.project
        )
        ELSE 0
    END
END
WHERE p.reverses_id IS NULL
AND p.event IN (
    'approve', 'supplement', 'reduce', 'transfer', 'use_surplus', 'use_earmarked',
    'prior_year_increase', 'carry_forward'
)
UNION ALL
-- A detour is judged as if the line that gave had given directly.
SELECT
    p.posting_id, p.voucher_id, v.year, v.dated, v.document, p.event, d.policy,
    p.amount_fen, p.line_id, p.to_line_id, g.unit_id, l.unit_id, 1,
    l.year - l.origin_year, l.kind, l.economic_code, l.fund, l.level, l.kind, l.functional_code, NULL
FROM posting AS p
JOIN voucher AS v ON v.voucher_id = p.voucher_id
JOIN policy_detour AS d ON d.posting_id = p.posting_id
JOIN line AS l ON l.line_id = d.giver_id
JOIN line AS g ON g.line_id = coalesce(p.to_line_id, p.line_id);

CREATE VIEW policy_touch AS
-- Each posting with each policy that is about it, by the policies that were set before it. status:
-- refused, overridden, documented, warned; unknown when the policy needs a figure of last year that
-- this ledger does not have.
SELECT
    c.posting_id, c.voucher_id, c.year, c.dated, c.event, c.policy, p.policy_id, p.action, p.value,
    u.name AS unit, c.line_id, c.to_line_id, c.amount_fen, c.document,
    o.document AS override_document,
    CASE
        WHEN c.policy = 'three_public_total' AND NOT EXISTS (
            SELECT 1 FROM line AS e JOIN budget_year AS y ON y.year = e.year
            WHERE e.year = c.year - 1 AND e.unit_id = c.unit_id AND y.state <> 'preparing'
        )
            THEN 'unknown'
        WHEN p.action = 'warn' THEN 'warned'
        WHEN p.action = 'forbid' THEN 'refused'
        WHEN o.document IS NOT NULL THEN 'overridden'
        WHEN p.action = 'document' AND coalesce(trim(c.document, (SELECT characters FROM blank)), '') <> '' THEN 'documented'
        ELSE 'refused'
    END AS status
FROM policy_case AS c
JOIN policy AS p ON p.policy_id = (
    SELECT q.policy_id FROM policy AS q
    WHERE q.name = c.policy AND q.voucher_id <= c.voucher_id
    AND c.year BETWEEN q.first_year AND q.last_year
    AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = (SELECT parent FROM fund WHERE fund = c.fund))
    AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.kind)
    AND (q.code_level IS NULL OR q.code_level = c.code_level)
    AND (q.item IS NULL OR substr(c.code, 1, length(q.item)) = q.item)
    ORDER BY q.policy_id DESC LIMIT 1
)
JOIN unit AS u ON u.unit_id = c.unit_id
LEFT JOIN override AS o ON o.voucher_id = c.voucher_id AND o.policy = c.policy
WHERE p.action <> 'allow' AND CASE c.policy
    WHEN 'max_carry_years' THEN c.age_years >= CAST(p.value AS INTEGER)
    WHEN 'freeze_date' THEN substr(c.dated, 6) > p.value
    -- Between two such items of one unit nothing is given, if three_public_total counts both or
    -- neither: money of meetings is no money of receptions.
    WHEN 'three_public_increase' THEN NOT c.is_moved OR c.unit_id <> c.from_unit_id
        OR 'allow' = (
            SELECT q.action FROM policy AS q
            WHERE q.name = 'three_public_increase' AND q.voucher_id <= c.voucher_id
            AND c.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = (SELECT parent FROM fund WHERE fund = c.fund))
            AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.from_kind)
            AND (q.code_level IS NULL OR q.code_level = NULL)
            AND (q.item IS NULL OR substr(c.from_economic, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )
        OR ('allow' = (
            SELECT q.action FROM policy AS q
            WHERE q.name = 'three_public_total' AND q.voucher_id <= c.voucher_id
            AND c.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = (SELECT parent FROM fund WHERE fund = c.fund))
            AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.from_kind)
            AND (q.code_level IS NULL OR q.code_level = NULL)
            AND (q.item IS NULL OR substr(c.from_economic, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        )) <> ('allow' = (
            SELECT q.action FROM policy AS q
            WHERE q.name = 'three_public_total' AND q.voucher_id <= c.voucher_id
            AND c.year BETWEEN q.first_year AND q.last_year
            AND (q.fund IS NULL OR q.fund = c.fund OR q.fund = (SELECT parent FROM fund WHERE fund = c.fund))
            AND (q.level IS NULL OR q.level = c.level) AND (q.kind IS NULL OR q.kind = c.kind)
            AND (q.code_level IS NULL OR q.code_level = NULL)
            AND (q.item IS NULL OR substr(c.code, 1, length(q.item)) = q.item)
            ORDER BY q.policy_id DESC LIMIT 1
        ))
    WHEN 'three_public_total' THEN (
            SELECT coalesce(sum(d.amount_fen), 0) FROM draft_line AS d
            WHERE d.year = c.year AND d.unit_id = c.unit_id AND d.origin_year = d.year
            AND 'allow' <> (
                SELECT q.action FROM policy AS q
                WHERE q.name = 'three_public_total' AND q.voucher_id <= c.voucher_id
                AND c.year BETWEEN q.first_year AND q.last_year
                AND (q.fund IS NULL OR q.fund = d.fund OR q.fund = (SELECT parent FROM fund WHERE fund = d.fund))
                AND (q.level IS NULL OR q.level = d.level) AND (q.kind IS NULL OR q.kind = d.kind)
                AND (q.code_level IS NULL OR q.code_level = NULL)
                AND (q.item IS NULL OR substr(d.economic_code, 1, length(q.item)) = q.item)
                ORDER BY q.policy_id DESC LIMIT 1
            )
        ) > (
            SELECT coalesce(sum(b.original_fen), 0)
            FROM line AS o JOIN line_balance AS b ON b.line_id = o.line_id
            WHERE o.year = c.year - 1 AND o.unit_id = c.unit_id AND o.origin_year = o.year
            AND 'allow' <> (
                SELECT q.action FROM policy AS q
                WHERE q.name = 'three_public_total' AND q.voucher_id <= c.voucher_id
                AND c.year BETWEEN q.first_year AND q.last_year
                AND (q.fund IS NULL OR q.fund = o.fund OR q.fund = (SELECT parent FROM fund WHERE fund = o.fund))
                AND (q.level IS NULL OR q.level = o.level) AND (q.kind IS NULL OR q.kind = o.kind)
                AND (q.code_level IS NULL OR q.code_level = NULL)
                AND (q.item IS NULL OR substr(o.economic_code, 1, length(q.item)) = q.item)
                ORDER BY q.policy_id DESC LIMIT 1
            )
        )
    ELSE 1
END;

-- ------------------------------------------------------------------------------------------------
-- 16. Running totals protect themselves: each change must be the newest posting's own effect.

-- SQLite asks a guard of columns only where a statement names one of them, and what it does not name it
-- cannot change: of fifteen totals a closing moves two. The number of a row has names that no column has.
CREATE TRIGGER line_authority_before_update_line
BEFORE UPDATE ON line_authority
WHEN NEW.line_id IS NOT OLD.line_id
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way');
END;

CREATE TRIGGER line_authority_before_update_carried
BEFORE UPDATE OF last_posting_id, carried_in_fen, carried_out_fen ON line_authority
BEGIN
    SELECT CASE
        WHEN NEW.last_posting_id <= OLD.last_posting_id OR 1 IS NOT (
            SELECT NEW.last_posting_id = p.posting_id AND CASE
                WHEN p.event = 'carry_forward' THEN CASE OLD.line_id
                    WHEN p.line_id THEN NEW.carried_in_fen = OLD.carried_in_fen
                        AND NEW.carried_out_fen = OLD.carried_out_fen + p.effect_fen
                    WHEN p.to_line_id THEN NEW.carried_out_fen = OLD.carried_out_fen
                        AND NEW.carried_in_fen = OLD.carried_in_fen + p.effect_fen
                END
                ELSE (p.line_id = OLD.line_id OR p.to_line_id = OLD.line_id)
                    AND p.event <> 'pay' AND p.event <> 'refund'
                    AND NEW.carried_in_fen = OLD.carried_in_fen
                    AND NEW.carried_out_fen = OLD.carried_out_fen
            END
            FROM posting AS p ORDER BY p.posting_id DESC LIMIT 1
        )
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN NEW.carried_in_fen < 0 OR NEW.carried_out_fen < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN NEW.carried_in_fen > 100000000000000000 OR NEW.carried_out_fen > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
    END;
END;

-- What a line has not is not carried, however old, so this is asked behind the guards of totals. It stands
-- here, where no payment comes by: SQLite makes room for all that a trigger may need before it looks at WHEN.
CREATE TRIGGER line_authority_after_update_age
AFTER UPDATE OF carried_out_fen ON line_authority
WHEN NEW.carried_out_fen > OLD.carried_out_fen
BEGIN
    -- Money of the year itself, most of what a closing carries, is too old where the limit is none.
    SELECT RAISE(ABORT, 'max_carry_years: the money is too old to be carried forward; move it to surplus, or name an override')
    FROM line
    WHERE line_id = NEW.line_id AND (
        origin_year < year
        OR EXISTS (SELECT 1 FROM policy WHERE name = 'max_carry_years' AND value = '0')
    )
    AND EXISTS (
        SELECT 1 FROM policy_touch WHERE posting_id = NEW.last_posting_id AND status = 'refused'
    );
END;

CREATE TRIGGER line_authority_before_update_left
BEFORE UPDATE OF recalled_fen, to_surplus_fen, lapsed_fen ON line_authority
BEGIN
    -- With a newer posting the guard of last_posting_id was asked as well.
    SELECT CASE
        WHEN NEW.last_posting_id <= OLD.last_posting_id OR 1 IS NOT (
            SELECT NEW.recalled_fen = OLD.recalled_fen + p.effect_fen * (p.event = 'recall')
                AND NEW.to_surplus_fen = OLD.to_surplus_fen + p.effect_fen * (p.event = 'to_surplus')
                AND NEW.lapsed_fen = OLD.lapsed_fen + p.effect_fen * (p.event = 'lapse')
            FROM posting AS p WHERE p.posting_id = NEW.last_posting_id
        )
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN min(NEW.recalled_fen, NEW.to_surplus_fen, NEW.lapsed_fen) < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN max(NEW.recalled_fen, NEW.to_surplus_fen, NEW.lapsed_fen) > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
    END;
END;

CREATE TRIGGER line_authority_before_update_self
BEFORE UPDATE OF
    original_fen, early_fen, supplement_fen, reduction_fen, transferred_in_fen, transferred_out_fen,
    surplus_used_fen, prior_year_fen
ON line_authority
BEGIN
    -- With a newer posting the guard of last_posting_id was asked as well.
    SELECT RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
    WHERE NEW.last_posting_id <= OLD.last_posting_id;
    SELECT CASE
        WHEN NEW.original_fen <> OLD.original_fen + p.own_fen * (p.event IN ('approve', 'approve_carried'))
            OR NEW.early_fen <> OLD.early_fen
            + p.own_fen * ((p.event = 'allocate_early') - (p.event = 'absorb_early'))
            OR NEW.supplement_fen <> OLD.supplement_fen + p.own_fen * (p.event = 'supplement')
            OR NEW.reduction_fen <> OLD.reduction_fen + p.own_fen * (p.event = 'reduce')
            OR NEW.transferred_in_fen <> OLD.transferred_in_fen + p.other_fen * (p.event = 'transfer')
            OR NEW.transferred_out_fen <> OLD.transferred_out_fen + p.own_fen * (p.event = 'transfer')
            OR NEW.surplus_used_fen <> OLD.surplus_used_fen
            + p.own_fen * (p.event IN ('use_surplus', 'use_earmarked'))
            OR NEW.prior_year_fen <> OLD.prior_year_fen + p.own_fen * (
                (p.event IN ('prior_year_increase', 'true_up_increase'))
                - (p.event IN ('prior_year_decrease', 'true_up_decrease'))
            )
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN min(
                NEW.original_fen, NEW.early_fen, NEW.supplement_fen, NEW.reduction_fen,
                NEW.transferred_in_fen, NEW.transferred_out_fen, NEW.surplus_used_fen
            ) < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN max(
                NEW.original_fen, NEW.early_fen, NEW.supplement_fen, NEW.reduction_fen,
                NEW.transferred_in_fen, NEW.transferred_out_fen, NEW.surplus_used_fen,
                abs(NEW.prior_year_fen)
            ) > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
    END
    FROM (
        SELECT
            event,
            effect_fen * (line_id IS OLD.line_id) AS own_fen,
            effect_fen * (to_line_id IS OLD.line_id) AS other_fen
        FROM posting WHERE posting_id = NEW.last_posting_id
    ) AS p;
END;

CREATE TRIGGER line_authority_before_delete_self
BEFORE DELETE ON line_authority
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals are never deleted');
END;

CREATE TRIGGER line_spending_before_update_self
BEFORE UPDATE ON line_spending
BEGIN
    SELECT CASE
        WHEN NEW.line_id IS NOT OLD.line_id OR NEW.last_posting_id <= OLD.last_posting_id OR 1 IS NOT (
            SELECT NEW.last_posting_id = p.posting_id AND CASE
                -- Nearly all postings are payments.
                WHEN p.event = 'pay' THEN p.line_id = OLD.line_id
                    AND NEW.paid_fen = OLD.paid_fen + p.effect_fen
                    AND NEW.ceiling_fen = OLD.ceiling_fen AND NEW.committed_fen = OLD.committed_fen
                    - CASE WHEN p.commitment_id IS NULL THEN 0 ELSE p.effect_fen END
                WHEN p.event = 'refund' THEN p.line_id = OLD.line_id
                    AND NEW.paid_fen = OLD.paid_fen - p.effect_fen
                    AND NEW.ceiling_fen = OLD.ceiling_fen AND NEW.committed_fen = OLD.committed_fen
                    + CASE WHEN p.commitment_id IS NULL THEN 0 ELSE p.effect_fen END
                WHEN p.event = 'carry_forward' THEN NEW.paid_fen = OLD.paid_fen AND CASE OLD.line_id
                    WHEN p.line_id THEN NEW.ceiling_fen = OLD.ceiling_fen - p.effect_fen
                        AND NEW.committed_fen = OLD.committed_fen
                        - CASE WHEN p.commitment_id IS NULL THEN 0 ELSE p.effect_fen END
                    WHEN p.to_line_id THEN NEW.ceiling_fen = OLD.ceiling_fen + p.effect_fen
                        AND NEW.committed_fen = OLD.committed_fen
                        + CASE WHEN p.commitment_id IS NULL THEN 0 ELSE p.effect_fen END
                END
                ELSE (p.line_id = OLD.line_id OR p.to_line_id = OLD.line_id)
                    AND NEW.paid_fen = OLD.paid_fen
                    AND NEW.ceiling_fen = (SELECT ceiling_fen FROM line_authority WHERE line_id = OLD.line_id)
                    AND NEW.committed_fen = OLD.committed_fen
                    + p.effect_fen * ((p.event = 'commit') - (p.event = 'release'))
            END
            FROM posting AS p ORDER BY p.posting_id DESC LIMIT 1
        )
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN NEW.committed_fen < 0 OR NEW.paid_fen < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN NEW.committed_fen > 100000000000000000 OR NEW.paid_fen > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
        WHEN NEW.committed_fen + NEW.paid_fen > NEW.ceiling_fen
            THEN RAISE(ABORT, 'available_exceeded: the line has less available than the posting takes')
    END;
END;

CREATE TRIGGER line_authority_before_update_plan
BEFORE UPDATE OF
    original_fen, early_fen, supplement_fen, reduction_fen, carried_in_fen, transferred_in_fen,
    transferred_out_fen, surplus_used_fen, prior_year_fen, recalled_fen
ON line_authority
WHEN EXISTS (SELECT 1 FROM spending_plan WHERE line_id = NEW.line_id)
BEGIN
    -- A year that is being closed gives up what it does not spend, plans and all. The total is not taken
    -- from ceiling_fen: before an update SQLite adds it up of the columns that its guards name, and of no others.
    SELECT RAISE(ABORT, 'plan_exceeds_authority: the spending plan of the line adds up to more than would be left to spend; plan less first')
    FROM spending_plan AS s
    WHERE s.plan_id = (SELECT max(plan_id) FROM spending_plan WHERE line_id = NEW.line_id)
    AND s.total_fen > NEW.original_fen + NEW.early_fen + NEW.supplement_fen - NEW.reduction_fen
        + NEW.carried_in_fen + NEW.transferred_in_fen - NEW.transferred_out_fen + NEW.surplus_used_fen
        + NEW.prior_year_fen - NEW.recalled_fen
    AND EXISTS (
        SELECT 1 FROM line AS l JOIN budget_year AS y ON y.year = l.year
        WHERE l.line_id = NEW.line_id AND y.state = 'open'
    );
END;

CREATE TRIGGER line_spending_before_delete_self
BEFORE DELETE ON line_spending
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals are never deleted');
END;

CREATE TRIGGER income_before_update_self
BEFORE UPDATE ON income
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
    WHERE NEW.income_id IS NOT OLD.income_id
    OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.year IS NOT OLD.year
    OR NEW.unit_id IS NOT OLD.unit_id
    OR NEW.fund IS NOT OLD.fund
    OR NEW.last_posting_id <= OLD.last_posting_id
    OR NOT EXISTS (
        SELECT 1 FROM posting
        WHERE posting_id = NEW.last_posting_id AND (income_id = OLD.income_id OR to_income_id = OLD.income_id)
        AND posting_id = (SELECT max(posting_id) FROM posting)
    );
    SELECT CASE
        WHEN NEW.budgeted_fen <> OLD.budgeted_fen + p.own_fen * (p.event = 'budget_income')
            OR NEW.increased_fen <> OLD.increased_fen + p.own_fen * (p.event = 'income_increase')
            OR NEW.decreased_fen <> OLD.decreased_fen + p.own_fen * (p.event = 'income_decrease')
            OR NEW.received_fen <> OLD.received_fen + p.own_fen * (p.event = 'receive')
            OR NEW.returned_fen <> OLD.returned_fen + p.own_fen * (p.event = 'return_income')
            OR NEW.carried_in_fen <> OLD.carried_in_fen
            + p.own_fen * (p.event = 'approve_carried')
            + p.other_fen * (p.event = 'carry_forward')
            OR NEW.surplus_used_fen <> OLD.surplus_used_fen
            + p.own_fen * (
                p.event = 'use_surplus' OR p.event = 'use_earmarked' OR p.event = 'cover_deficit'
            )
            OR NEW.prior_year_fen <> OLD.prior_year_fen + p.own_fen * (
                (p.event IN ('prior_year_increase', 'true_up_increase'))
                - (p.event IN ('prior_year_decrease', 'true_up_decrease'))
            )
            OR NEW.paid_fen <> OLD.paid_fen
            + p.own_fen * ((p.event = 'pay') - (p.event = 'refund'))
            OR NEW.carried_out_fen <> OLD.carried_out_fen + p.own_fen * (p.event = 'carry_forward')
            OR NEW.to_surplus_fen <> OLD.to_surplus_fen
            + p.own_fen * (p.event IN ('to_surplus', 'income_to_surplus'))
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN min(
                NEW.budgeted_fen, NEW.increased_fen, NEW.decreased_fen, NEW.received_fen,
                NEW.returned_fen, NEW.carried_in_fen, NEW.surplus_used_fen, NEW.paid_fen,
                NEW.carried_out_fen, NEW.to_surplus_fen
            ) < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN max(
                NEW.budgeted_fen, NEW.increased_fen, NEW.decreased_fen, NEW.received_fen,
                NEW.returned_fen, NEW.carried_in_fen, NEW.surplus_used_fen, NEW.paid_fen,
                NEW.carried_out_fen, NEW.to_surplus_fen, abs(NEW.prior_year_fen)
            ) > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
        WHEN NEW.expected_fen < 0 OR NEW.returned_fen > NEW.received_fen
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN p.reverses_id IS NULL AND p.own_fen > 0 AND NEW.money_fen < 0 AND (
            p.event = 'return_income' OR p.event = 'carry_forward' OR p.event = 'to_surplus'
            OR p.event = 'income_to_surplus' OR p.event = 'prior_year_decrease'
            OR p.event = 'true_up_decrease'
        )
            THEN RAISE(ABORT, 'money_exceeded: the fund has less money than the posting takes')
        WHEN p.reverses_id IS NULL AND NEW.money_fen > 0 AND p.event = 'cover_deficit'
            THEN RAISE(ABORT, 'deficit_exceeded: the fund lacks less money than the posting covers')
    END
    FROM (
        SELECT
            event, reverses_id, commitment_id, to_commitment_id,
            effect_fen * (income_id IS OLD.income_id) AS own_fen,
            effect_fen * (to_income_id IS OLD.income_id) AS other_fen
        FROM posting WHERE posting_id = NEW.last_posting_id
    ) AS p;
END;

CREATE TRIGGER income_before_delete_self
BEFORE DELETE ON income
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals are never deleted');
END;

CREATE TRIGGER surplus_before_update_self
BEFORE UPDATE ON surplus
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
    WHERE NEW.surplus_id IS NOT OLD.surplus_id
    OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.unit_id IS NOT OLD.unit_id
    OR NEW.fund IS NOT OLD.fund
    OR NEW.last_posting_id <= OLD.last_posting_id
    OR NOT EXISTS (
        SELECT 1 FROM posting
        WHERE posting_id = NEW.last_posting_id AND surplus_id = OLD.surplus_id
        AND posting_id = (SELECT max(posting_id) FROM posting)
    );
    SELECT CASE
        WHEN NEW.added_fen <> OLD.added_fen
            + p.own_fen * (p.event IN ('to_surplus', 'income_to_surplus'))
            OR NEW.used_fen <> OLD.used_fen
            + p.own_fen * (p.event IN ('use_surplus', 'cover_deficit'))
            OR NEW.surrendered_fen <> OLD.surrendered_fen + p.own_fen * (p.event = 'surrender')
            OR NEW.distributed_fen <> OLD.distributed_fen + p.own_fen * (p.event = 'distribute')
            OR NEW.earmarked_fen <> OLD.earmarked_fen + p.own_fen * (p.event = 'earmark_surplus')
            OR NEW.earmarked_used_fen <> OLD.earmarked_used_fen + p.own_fen * (p.event = 'use_earmarked')
            OR NEW.pooled_in_fen <> OLD.pooled_in_fen + p.own_fen * (p.event = 'pool_in')
            OR NEW.pooled_out_fen <> OLD.pooled_out_fen + p.own_fen * (p.event = 'pool_out')
            OR NEW.earmarked_in_fen <> OLD.earmarked_in_fen + p.own_fen * (p.event = 'pool_earmarked_in')
            OR NEW.earmarked_out_fen <> OLD.earmarked_out_fen + p.own_fen * (p.event = 'pool_earmarked_out')
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN min(
                NEW.added_fen, NEW.used_fen, NEW.surrendered_fen, NEW.distributed_fen, NEW.earmarked_fen,
                NEW.earmarked_used_fen, NEW.pooled_in_fen, NEW.pooled_out_fen, NEW.earmarked_in_fen,
                NEW.earmarked_out_fen
            ) < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN max(
                NEW.added_fen, NEW.used_fen, NEW.surrendered_fen, NEW.distributed_fen, NEW.earmarked_fen,
                NEW.earmarked_used_fen, NEW.pooled_in_fen, NEW.pooled_out_fen, NEW.earmarked_in_fen,
                NEW.earmarked_out_fen
            ) > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
        WHEN NEW.stock_fen < 0 OR NEW.earmarked_stock_fen < 0
            THEN RAISE(ABORT, 'surplus_exceeded: the surplus is smaller than the posting takes')
    END
    FROM (
        SELECT
            event, reverses_id, commitment_id, to_commitment_id,
            effect_fen * (surplus_id IS OLD.surplus_id) AS own_fen
        FROM posting WHERE posting_id = NEW.last_posting_id
    ) AS p;
END;

CREATE TRIGGER surplus_before_delete_self
BEFORE DELETE ON surplus
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals are never deleted');
END;

CREATE TRIGGER commitment_before_update_self
BEFORE UPDATE ON commitment
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
    WHERE NEW.commitment_id IS NOT OLD.commitment_id
    OR NEW.voucher_id IS NOT OLD.voucher_id
    OR NEW.line_id IS NOT OLD.line_id
    OR NEW.contract IS NOT OLD.contract
    OR NEW.continues_id IS NOT OLD.continues_id
    OR NEW.last_posting_id <= OLD.last_posting_id
    OR NOT EXISTS (
        SELECT 1 FROM posting
        WHERE posting_id = NEW.last_posting_id AND (commitment_id = OLD.commitment_id OR to_commitment_id = OLD.commitment_id)
        AND posting_id = (SELECT max(posting_id) FROM posting)
    );
    SELECT CASE
        WHEN NEW.committed_fen <> OLD.committed_fen + p.own_fen * (p.event = 'commit')
            OR NEW.released_fen <> OLD.released_fen + p.own_fen * (p.event = 'release')
            OR NEW.paid_fen <> OLD.paid_fen + p.own_fen * ((p.event = 'pay') - (p.event = 'refund'))
            OR NEW.carried_in_fen <> OLD.carried_in_fen + p.other_fen * (p.event = 'carry_forward')
            OR NEW.carried_out_fen <> OLD.carried_out_fen + p.own_fen * (p.event = 'carry_forward')
            THEN RAISE(ABORT, 'balance_self: running totals move with the newest posting, by its own effect, and in no other way')
        WHEN min(
                NEW.committed_fen, NEW.released_fen, NEW.paid_fen, NEW.carried_in_fen,
                NEW.carried_out_fen
            ) < 0
            THEN RAISE(ABORT, 'total_negative: more would be taken back than was given')
        WHEN max(
                NEW.committed_fen, NEW.released_fen, NEW.paid_fen, NEW.carried_in_fen,
                NEW.carried_out_fen
            ) > 100000000000000000
            THEN RAISE(ABORT, 'total_out_of_range: a running total is at most 10^17 fen')
        WHEN NEW.remaining_fen < 0
            THEN RAISE(ABORT, 'commitment_exceeded: less remains of the commitment than the posting takes')
    END
    FROM (
        SELECT
            event, reverses_id, commitment_id, to_commitment_id,
            effect_fen * (commitment_id IS OLD.commitment_id) AS own_fen,
            effect_fen * (to_commitment_id IS OLD.commitment_id) AS other_fen
        FROM posting WHERE posting_id = NEW.last_posting_id
    ) AS p;
END;

CREATE TRIGGER commitment_before_delete_self
BEFORE DELETE ON commitment
BEGIN
    SELECT RAISE(ABORT, 'balance_self: running totals are never deleted');
END;

-- ------------------------------------------------------------------------------------------------
-- 17. What was written stays.

CREATE TRIGGER fund_before_update_append_only
BEFORE UPDATE ON fund
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of fund never changes');
END;

CREATE TRIGGER fund_before_delete_append_only
BEFORE DELETE ON fund
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of fund never changes');
END;

CREATE TRIGGER act_before_update_append_only
BEFORE UPDATE ON act
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of act never changes');
END;

CREATE TRIGGER act_before_delete_append_only
BEFORE DELETE ON act
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of act never changes');
END;

CREATE TRIGGER event_before_update_append_only
BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of event never changes');
END;

CREATE TRIGGER policy_name_before_update_append_only
BEFORE UPDATE ON policy_name
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of policy_name never changes');
END;

CREATE TRIGGER event_before_delete_append_only
BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of event never changes');
END;

CREATE TRIGGER policy_name_before_delete_append_only
BEFORE DELETE ON policy_name
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of policy_name never changes');
END;

CREATE TRIGGER voucher_before_update_append_only
BEFORE UPDATE ON voucher
BEGIN
    SELECT RAISE(ABORT, 'append_only: a voucher never changes; post a reversal');
END;

CREATE TRIGGER voucher_before_delete_append_only
BEFORE DELETE ON voucher
BEGIN
    SELECT RAISE(ABORT, 'append_only: a voucher never changes; post a reversal');
END;

CREATE TRIGGER posting_before_update_append_only
BEFORE UPDATE ON posting
BEGIN
    SELECT RAISE(ABORT, 'append_only: a posting never changes; post a reversal');
END;

CREATE TRIGGER posting_before_delete_append_only
BEFORE DELETE ON posting
BEGIN
    SELECT RAISE(ABORT, 'append_only: a posting never changes; post a reversal');
END;

CREATE TRIGGER line_before_update_append_only
BEFORE UPDATE ON line
BEGIN
    SELECT RAISE(ABORT, 'append_only: a line never changes; transfer or reduce it');
END;

CREATE TRIGGER line_before_delete_append_only
BEFORE DELETE ON line
BEGIN
    SELECT RAISE(ABORT, 'append_only: a line never changes; transfer or reduce it');
END;

CREATE TRIGGER ledger_before_update_append_only
BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of ledger never changes');
END;

CREATE TRIGGER ledger_before_delete_append_only
BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of ledger never changes');
END;

CREATE TRIGGER code_before_update_append_only
BEFORE UPDATE ON code
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of code never changes');
END;

CREATE TRIGGER code_before_delete_append_only
BEFORE DELETE ON code
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of code never changes');
END;

CREATE TRIGGER economic_mapping_before_update_append_only
BEFORE UPDATE ON economic_mapping
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of economic_mapping never changes');
END;

CREATE TRIGGER economic_mapping_before_delete_append_only
BEFORE DELETE ON economic_mapping
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of economic_mapping never changes');
END;

CREATE TRIGGER successor_before_update_append_only
BEFORE UPDATE ON successor
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of successor never changes');
END;

CREATE TRIGGER successor_before_delete_append_only
BEFORE DELETE ON successor
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of successor never changes');
END;

CREATE TRIGGER policy_before_update_append_only
BEFORE UPDATE ON policy
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of policy never changes');
END;

CREATE TRIGGER policy_before_delete_append_only
BEFORE DELETE ON policy
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of policy never changes');
END;

CREATE TRIGGER override_before_update_append_only
BEFORE UPDATE ON override
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of override never changes');
END;

CREATE TRIGGER adjustment_before_update_append_only
BEFORE UPDATE ON adjustment
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of adjustment never changes');
END;

CREATE TRIGGER spending_plan_before_update_append_only
BEFORE UPDATE ON spending_plan
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of spending_plan never changes; write a new plan');
END;

CREATE TRIGGER spending_plan_before_delete_append_only
BEFORE DELETE ON spending_plan
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of spending_plan never changes; write a new plan');
END;

CREATE TRIGGER seal_before_update_append_only
BEFORE UPDATE ON seal
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of seal never changes');
END;

CREATE TRIGGER override_before_delete_append_only
BEFORE DELETE ON override
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of override never changes');
END;

CREATE TRIGGER adjustment_before_delete_append_only
BEFORE DELETE ON adjustment
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of adjustment never changes');
END;

CREATE TRIGGER seal_before_delete_append_only
BEFORE DELETE ON seal
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of seal never changes');
END;

CREATE TRIGGER restored_guard_before_update_append_only
BEFORE UPDATE ON restored_guard
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of restored_guard never changes');
END;

CREATE TRIGGER restored_guard_before_delete_append_only
BEFORE DELETE ON restored_guard
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of restored_guard never changes');
END;

CREATE TRIGGER statement_before_update_append_only
BEFORE UPDATE ON statement
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of statement never changes');
END;

CREATE TRIGGER statement_before_delete_append_only
BEFORE DELETE ON statement
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of statement never changes');
END;

CREATE TRIGGER statement_row_before_update_append_only
BEFORE UPDATE ON statement_row
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of statement_row never changes');
END;

CREATE TRIGGER statement_row_before_delete_append_only
BEFORE DELETE ON statement_row
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of statement_row never changes');
END;

CREATE TRIGGER statement_match_before_delete_append_only
BEFORE DELETE ON statement_match
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of statement_match is never deleted');
END;

CREATE TRIGGER assertion_before_update_append_only
BEFORE UPDATE ON assertion
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of assertion never changes');
END;

CREATE TRIGGER assertion_before_delete_append_only
BEFORE DELETE ON assertion
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of assertion never changes');
END;

CREATE TRIGGER declaration_before_update_append_only
BEFORE UPDATE ON declaration
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of declaration never changes; declare anew');
END;

CREATE TRIGGER declaration_before_delete_append_only
BEFORE DELETE ON declaration
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of declaration never changes; declare anew');
END;

CREATE TRIGGER contract_before_update_append_only
BEFORE UPDATE ON contract
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of contract never changes');
END;

CREATE TRIGGER contract_before_delete_append_only
BEFORE DELETE ON contract
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of contract never changes');
END;

CREATE TRIGGER contract_part_before_update_append_only
BEFORE UPDATE ON contract_part
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of contract_part never changes');
END;

CREATE TRIGGER contract_part_before_delete_append_only
BEFORE DELETE ON contract_part
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of contract_part never changes');
END;

CREATE TRIGGER procurement_before_update_append_only
BEFORE UPDATE ON procurement
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of procurement never changes');
END;

CREATE TRIGGER procurement_before_delete_append_only
BEFORE DELETE ON procurement
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of procurement never changes');
END;

CREATE TRIGGER account_before_update_append_only
BEFORE UPDATE ON account
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of account never changes');
END;

CREATE TRIGGER account_before_delete_append_only
BEFORE DELETE ON account
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of account never changes');
END;

CREATE TRIGGER posting_rule_before_update_append_only
BEFORE UPDATE ON posting_rule
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of posting_rule never changes');
END;

CREATE TRIGGER posting_rule_before_delete_append_only
BEFORE DELETE ON posting_rule
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of posting_rule never changes');
END;

CREATE TRIGGER unit_before_delete_append_only
BEFORE DELETE ON unit
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of unit is never deleted');
END;

CREATE TRIGGER note_before_delete_append_only
BEFORE DELETE ON note
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of note is never deleted');
END;

CREATE TRIGGER fund_before_insert_append_only
BEFORE INSERT ON fund
BEGIN
    SELECT RAISE(ABORT, 'append_only: the rows of fund come with the schema');
END;

CREATE TRIGGER act_before_insert_append_only
BEFORE INSERT ON act
BEGIN
    SELECT RAISE(ABORT, 'append_only: the rows of act come with the schema');
END;

CREATE TRIGGER event_before_insert_append_only
BEFORE INSERT ON event
BEGIN
    SELECT RAISE(ABORT, 'append_only: the rows of event come with the schema');
END;

CREATE TRIGGER policy_name_before_insert_append_only
BEFORE INSERT ON policy_name
BEGIN
    SELECT RAISE(ABORT, 'append_only: the rows of policy_name come with the schema');
END;

-- ------------------------------------------------------------------------------------------------
-- 18. Views: the public read surface (docs/views.md). Their columns change only with user_version.

CREATE VIEW line_report AS
-- Each line with its names and running totals, in fen.
SELECT
    l.line_id, l.year, u.name AS unit, l.fund, l.level, l.origin_year, l.functional_code,
    fc.name AS functional_name, l.economic_code, ec.name AS economic_name, l.kind, l.project,
    b.original_fen, b.early_fen, b.supplement_fen, b.reduction_fen, b.carried_in_fen, b.transferred_in_fen,
    b.transferred_out_fen, b.surplus_used_fen, b.prior_year_fen, b.recalled_fen, b.committed_fen,
    b.paid_fen, b.carried_out_fen, b.to_surplus_fen, b.lapsed_fen, b.available_fen
FROM line AS l
JOIN line_balance AS b ON b.line_id = l.line_id
JOIN unit AS u ON u.unit_id = l.unit_id
LEFT JOIN code AS fc ON fc.year = l.year AND fc.scheme = 'functional' AND fc.code = l.functional_code
LEFT JOIN code AS ec ON ec.year = l.year AND ec.scheme = 'economic' AND ec.code = l.economic_code;

CREATE VIEW journal AS
-- Each posting with its voucher and the names of what it moved; amount_fen is negative in a
-- reversal.
SELECT
    p.posting_id, v.voucher_id, v.act, v.year, v.dated, v.document, v.prepared_by, v.reviewed_by,
    v.key, p.event, e.name_zh AS event_zh,
    p.effect_fen AS amount_fen,
    p.line_id, coalesce(lu.name, iu.name, su.name) AS unit, coalesce(l.fund, i.fund, s.fund) AS fund,
    l.level, l.origin_year, l.functional_code, l.economic_code, l.kind, l.project, p.to_line_id,
    p.commitment_id, c.contract, p.refunds_id, p.reverses_id,
    (SELECT n.text FROM note AS n WHERE n.voucher_id = v.voucher_id AND n.posting_id = p.posting_id AND n.field = 'payee') AS payee,
    (SELECT n.text FROM note AS n WHERE n.voucher_id = v.voucher_id AND n.posting_id IS NULL AND n.field = 'memo') AS memo,
    a.legal_kind,
    (SELECT n.text FROM note AS n WHERE n.voucher_id = v.voucher_id AND n.posting_id IS NULL AND n.field = 'reason') AS reason
FROM posting AS p
JOIN voucher AS v ON v.voucher_id = p.voucher_id
JOIN event AS e ON e.event = p.event
LEFT JOIN line AS l ON l.line_id = p.line_id
LEFT JOIN unit AS lu ON lu.unit_id = l.unit_id
LEFT JOIN income AS i ON i.income_id = p.income_id
LEFT JOIN unit AS iu ON iu.unit_id = i.unit_id
LEFT JOIN surplus AS s ON s.surplus_id = p.surplus_id
LEFT JOIN unit AS su ON su.unit_id = s.unit_id
LEFT JOIN commitment AS c ON c.commitment_id = p.commitment_id
LEFT JOIN adjustment AS a ON a.voucher_id = v.voucher_id;

CREATE VIEW override_report AS
-- Each override with the act it stands on.
SELECT
    o.override_id, o.voucher_id, v.act, v.year, v.dated, o.policy, n.name_zh, o.document,
    v.document AS voucher_document, v.prepared_by, v.reviewed_by,
    (SELECT t.text FROM note AS t WHERE t.voucher_id = v.voucher_id AND t.posting_id IS NULL AND t.field = 'reason') AS reason,
    v.first_posting_id, v.posting_count
FROM override AS o
JOIN voucher AS v ON v.voucher_id = o.voucher_id
JOIN policy_name AS n ON n.name = o.policy;

CREATE VIEW execution_by_month AS
-- What each line paid (net of refunds) in each month.
SELECT
    p.line_id, v.year, CAST(substr(v.dated, 6, 2) AS INTEGER) AS month,
    sum(
        p.effect_fen * ((p.event = 'pay') - (p.event = 'refund'))
    ) AS paid_fen
FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
WHERE p.event IN ('pay', 'refund')
GROUP BY p.line_id, v.year, month;

CREATE VIEW carry_over AS
-- Each line of money from an earlier year, with where it came from.
SELECT
    p.posting_id, p.line_id AS from_line_id, p.to_line_id,
    p.effect_fen AS amount_fen, p.commitment_id, p.to_commitment_id,
    o.year AS from_year, t.year AS to_year, u.name AS unit, t.fund, t.level, t.origin_year,
    t.functional_code, t.economic_code, t.kind, t.project
FROM posting AS p
JOIN line AS o ON o.line_id = p.line_id
JOIN line AS t ON t.line_id = p.to_line_id
JOIN unit AS u ON u.unit_id = t.unit_id
WHERE p.event = 'carry_forward';

CREATE VIEW income_report AS
-- Income of the funds that are not fiscal, as running totals.
SELECT
    i.income_id, i.year, u.name AS unit, i.fund, i.budgeted_fen, i.increased_fen, i.decreased_fen,
    i.expected_fen, i.received_fen, i.returned_fen, i.carried_in_fen, i.surplus_used_fen,
    i.prior_year_fen, i.paid_fen, i.carried_out_fen, i.to_surplus_fen, i.money_fen
FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id;

CREATE VIEW fiscal_income AS
-- Income of the fiscal funds: what their lines say. own and upper apart, carry-over apart.
-- An adjustment is everything that came or went after the approval, transfers included; what was
-- arranged early stands until the approval takes it in.
SELECT
    l.year, u.name AS unit, l.fund, l.level, l.origin_year < l.year AS is_carry_over,
    sum(b.original_fen) AS original_fen,
    sum(b.early_fen) AS early_fen,
    sum(
        b.supplement_fen - b.reduction_fen + b.transferred_in_fen - b.transferred_out_fen
        + b.surplus_used_fen + b.prior_year_fen - b.recalled_fen
    ) AS adjustment_fen,
    sum(b.carried_in_fen) AS carried_in_fen
FROM line AS l
JOIN line_balance AS b ON b.line_id = l.line_id
JOIN unit AS u ON u.unit_id = l.unit_id
JOIN fund AS f ON f.fund = l.fund
WHERE f.is_fiscal = 1
GROUP BY l.year, u.name, l.fund, l.level, is_carry_over;

CREATE VIEW surplus_report AS
-- The stock of surplus per unit and fund.
SELECT
    s.surplus_id, u.name AS unit, s.fund, s.added_fen, s.used_fen, s.surrendered_fen,
    s.distributed_fen, s.earmarked_fen, s.earmarked_used_fen, s.pooled_in_fen, s.pooled_out_fen,
    s.earmarked_in_fen, s.earmarked_out_fen, s.stock_fen, s.earmarked_stock_fen
FROM surplus AS s JOIN unit AS u ON u.unit_id = s.unit_id;

CREATE VIEW commitment_report AS
-- Each commitment with its line and what remains of it.
SELECT
    c.commitment_id, l.year, u.name AS unit, c.line_id, c.contract, c.continues_id,
    c.committed_fen, c.carried_in_fen, c.released_fen, c.paid_fen, c.carried_out_fen, c.remaining_fen
FROM commitment AS c
JOIN line AS l ON l.line_id = c.line_id
JOIN unit AS u ON u.unit_id = l.unit_id;

CREATE VIEW money_posting AS
-- Each posting that moved money on an account, whose statement has it, and which way: more than
-- zero for what went out, less for what came in. Finance keeps the money of fiscal funds: of them
-- only payments move, and what comes back of one. What changes the money of another fund from
-- outside moved on its account, save for what only corrects an estimate.
SELECT
    p.posting_id, p.voucher_id, p.event, coalesce(l.unit_id, i.unit_id, s.unit_id) AS unit_id,
    CASE f.is_fiscal WHEN 1 THEN 'treasury' ELSE 'bank' END AS kind,
    CASE
        WHEN p.event IN ('refund', 'receive', 'prior_year_increase') THEN -p.amount_fen
        ELSE p.amount_fen
    END AS amount_fen
FROM posting AS p
LEFT JOIN line AS l ON l.line_id = p.line_id
LEFT JOIN income AS i ON i.income_id = p.income_id
LEFT JOIN surplus AS s ON s.surplus_id = p.surplus_id
JOIN fund AS f ON f.fund = coalesce(l.fund, i.fund, s.fund)
WHERE p.reverses_id IS NULL
AND (
    p.event IN ('pay', 'refund')
    OR p.event = 'prior_year_increase' AND p.refunds_id IS NOT NULL
    OR f.is_fiscal = 0 AND p.event IN (
        'receive', 'return_income', 'prior_year_increase', 'prior_year_decrease', 'surrender',
        'distribute'
    )
);

CREATE VIEW statement_report AS
-- Each row of a statement with the match that stands; is_reversed when its posting was undone since.
SELECT
    r.row_id, s.statement_id, s.kind, s.name, r.row, r.dated, r.amount_fen, r.key, r.document,
    m.match_id, m.posting_id,
    EXISTS (SELECT 1 FROM posting AS u WHERE u.reverses_id = m.posting_id) AS is_reversed
FROM statement_row AS r
JOIN statement AS s ON s.statement_id = r.statement_id
LEFT JOIN statement_match AS m ON m.row_id = r.row_id AND m.cancelled_by IS NULL;

CREATE VIEW assertion_report AS
-- What totals stood at on a day, as others say, with the names of what they are totals of.
SELECT
    a.assertion_id, a.voucher_id, a.book, a.owner_id, coalesce(l.year, i.year) AS year,
    u.name AS unit, coalesce(l.fund, i.fund, s.fund) AS fund, a.total, a.dated, a.amount_fen, a.source
FROM assertion AS a
LEFT JOIN line AS l ON a.book = 'line' AND l.line_id = a.owner_id
LEFT JOIN income AS i ON a.book = 'income' AND i.income_id = a.owner_id
LEFT JOIN surplus AS s ON a.book = 'surplus' AND s.surplus_id = a.owner_id
LEFT JOIN unit AS u ON u.unit_id = coalesce(l.unit_id, i.unit_id, s.unit_id);

CREATE VIEW declaration_in_force AS
-- What units declare of themselves (单位申报): of a year, unit and kind the newest.
SELECT d.declaration_id, d.voucher_id, v.year, u.name AS unit, d.kind, d.content
FROM declaration AS d
JOIN voucher AS v ON v.voucher_id = d.voucher_id
JOIN unit AS u ON u.unit_id = d.unit_id
WHERE d.declaration_id = (
    SELECT max(n.declaration_id)
    FROM declaration AS n JOIN voucher AS w ON w.voucher_id = n.voucher_id
    WHERE n.unit_id = d.unit_id AND n.kind = d.kind AND w.year = v.year
);

CREATE VIEW contract_report AS
-- Each contract with what it costs, what is committed for it, paid, and reserved still.
SELECT
    c.contract_id, c.reference, c.title, u.name AS unit, c.signed_on, c.category, c.reserved_for,
    (SELECT coalesce(sum(p.amount_fen), 0) FROM contract_part AS p WHERE p.contract_id = c.contract_id) AS planned_fen,
    (SELECT coalesce(sum(k.committed_fen - k.released_fen), 0) FROM commitment AS k WHERE k.contract = c.reference) AS committed_fen,
    (SELECT coalesce(sum(k.paid_fen), 0) FROM commitment AS k WHERE k.contract = c.reference) AS paid_fen,
    (SELECT coalesce(sum(k.remaining_fen), 0) FROM commitment AS k WHERE k.contract = c.reference) AS remaining_fen
FROM contract AS c JOIN unit AS u ON u.unit_id = c.unit_id;

CREATE VIEW contract_part_report AS
-- What each contract costs in a year on a line, beside what that line has: line_id is NULL while
-- the line is not there. Of a year in preparation it is what the approval would leave: the draft,
-- less what was spent early. left_fen is what closed years left uncommitted on such a line; the
-- earliest year that is not closed shows it.
SELECT
    p.contract_id, c.reference, p.year, u.name AS unit, p.fund, p.level, p.functional_code,
    p.economic_code, p.kind, p.project, l.line_id, p.planned_fen,
    (
        SELECT coalesce(sum(k.committed_fen - k.released_fen), 0) FROM commitment AS k
        WHERE k.contract = c.reference AND k.line_id = l.line_id
    ) AS committed_fen,
    max(0, p.earlier_fen - (
        SELECT coalesce(sum(k.committed_fen - k.released_fen), 0)
        FROM commitment AS k JOIN line AS o ON o.line_id = k.line_id
        WHERE k.contract = c.reference AND o.year < p.year AND o.origin_year = o.year
        AND EXISTS (SELECT 1 FROM budget_year AS y WHERE y.year = o.year AND y.state = 'closed')
        AND (o.fund, o.level, o.functional_code, o.economic_code, o.kind, o.project)
        = (p.fund, p.level, p.functional_code, p.economic_code, p.kind, p.project)
    )) AS left_fen,
    CASE WHEN EXISTS (SELECT 1 FROM budget_year AS y WHERE y.year = p.year AND y.state = 'preparing')
        THEN coalesce(b.available_fen - b.early_fen, 0) + coalesce((
            SELECT d.amount_fen FROM draft_line AS d
            WHERE d.year = p.year AND d.unit_id = c.unit_id AND d.fund = p.fund
            AND d.level = p.level AND d.origin_year = p.year AND d.functional_code = p.functional_code
            AND d.economic_code = p.economic_code AND d.kind = p.kind AND d.project = p.project
        ), 0)
        ELSE coalesce(b.available_fen, 0)
    END AS available_fen
FROM (
    SELECT
        contract_id, year, fund, level, functional_code, economic_code, kind, project,
        sum(planned_fen) AS planned_fen, sum(earlier_fen) AS earlier_fen
    FROM (
        SELECT
            contract_id, year, fund, level, functional_code, economic_code, kind, project,
            amount_fen AS planned_fen, 0 AS earlier_fen
        FROM contract_part
        UNION ALL
        SELECT
            e.contract_id, (
                SELECT min(y.year) FROM budget_year AS y
                WHERE y.year > e.year AND y.state <> 'closed'
            ) AS year, e.fund, e.level, e.functional_code, e.economic_code, e.kind, e.project,
            0, e.amount_fen
        FROM contract_part AS e JOIN budget_year AS b ON b.year = e.year AND b.state = 'closed'
    )
    WHERE year IS NOT NULL
    GROUP BY contract_id, year, fund, level, functional_code, economic_code, kind, project
) AS p
JOIN contract AS c ON c.contract_id = p.contract_id
JOIN unit AS u ON u.unit_id = c.unit_id
LEFT JOIN line AS l
    ON l.year = p.year AND l.unit_id = c.unit_id AND l.fund = p.fund AND l.level = p.level
    AND l.origin_year = p.year AND l.functional_code = p.functional_code
    AND l.economic_code = p.economic_code AND l.kind = p.kind AND l.project = p.project
LEFT JOIN line_balance AS b ON b.line_id = l.line_id;

CREATE VIEW procurement_share AS
-- How much of each commitment is government procurement. Its newest mark says so; without one the
-- commitment that it carries on does, less what was paid there and went to those before it, and at
-- most what it brought; without any, its contract.
WITH RECURSIVE share (commitment_id, category, reserved_for, amount_fen) AS (
    SELECT
        k.commitment_id, coalesce(m.category, c.category),
        CASE WHEN m.procurement_id IS NULL THEN c.reserved_for ELSE m.reserved_for END,
        CASE
            WHEN m.procurement_id IS NOT NULL THEN m.amount_fen
            WHEN c.category IS NOT NULL THEN k.committed_fen - k.released_fen
            ELSE 0
        END
    FROM commitment AS k
    LEFT JOIN procurement AS m ON m.procurement_id = (
        SELECT max(procurement_id) FROM procurement WHERE commitment_id = k.commitment_id
    )
    LEFT JOIN contract AS c ON c.reference = k.contract
    WHERE k.continues_id IS NULL OR m.procurement_id IS NOT NULL
    UNION ALL
    SELECT
        n.commitment_id, s.category, s.reserved_for,
        min(
            n.carried_in_fen,
            max(0, s.amount_fen - k.paid_fen - (
                SELECT coalesce(sum(b.carried_in_fen), 0) FROM commitment AS b
                WHERE b.continues_id = k.commitment_id AND b.commitment_id < n.commitment_id
            ))
        )
        + CASE WHEN c.category IS NULL THEN 0 ELSE n.committed_fen - n.released_fen END
    FROM share AS s
    JOIN commitment AS k ON k.commitment_id = s.commitment_id
    JOIN commitment AS n ON n.continues_id = k.commitment_id
    LEFT JOIN contract AS c ON c.reference = n.contract
    WHERE NOT EXISTS (SELECT 1 FROM procurement WHERE commitment_id = n.commitment_id)
)
SELECT commitment_id, category, reserved_for, amount_fen FROM share WHERE amount_fen > 0;

CREATE VIEW procurement_report AS
-- 政府采购 of a year and unit by category and whom it is reserved for: what lines plan, at most all
-- that they may spend, what commitments hold and what was paid for it.
SELECT
    year, unit, category, reserved_for, sum(planned_fen) AS planned_fen,
    sum(committed_fen) AS committed_fen, sum(paid_fen) AS paid_fen
FROM (
    SELECT
        l.year, u.name AS unit, m.category, m.reserved_for, min(
            m.amount_fen, b.available_fen + b.committed_fen + b.paid_fen + b.carried_out_fen
                + b.to_surplus_fen + b.lapsed_fen
        ) AS planned_fen, 0 AS committed_fen, 0 AS paid_fen
    FROM procurement AS m
    JOIN line AS l ON l.line_id = m.line_id
    JOIN line_balance AS b ON b.line_id = m.line_id
    JOIN unit AS u ON u.unit_id = l.unit_id
    WHERE m.amount_fen > 0 AND m.procurement_id = (
        SELECT max(procurement_id) FROM procurement WHERE line_id = m.line_id
    )
    UNION ALL
    SELECT
        l.year, u.name, s.category, s.reserved_for, 0,
        min(s.amount_fen, k.committed_fen + k.carried_in_fen - k.released_fen),
        min(s.amount_fen, k.paid_fen)
    FROM procurement_share AS s
    JOIN commitment AS k ON k.commitment_id = s.commitment_id
    JOIN line AS l ON l.line_id = k.line_id
    JOIN unit AS u ON u.unit_id = l.unit_id
)
GROUP BY year, unit, category, reserved_for;

CREATE VIEW posting_rule_in_force AS
-- The rules of the newest chart.
SELECT event, side, against_commitment, debit, credit FROM posting_rule
WHERE voucher_id = (SELECT max(voucher_id) FROM posting_rule);

CREATE VIEW account_in_force AS
-- The accounts of the newest chart.
SELECT account, name_zh, side, total FROM account
WHERE voucher_id = (SELECT max(voucher_id) FROM account);

CREATE VIEW double_entry AS
-- Every posting as balanced entries: one row is one debit and one credit of the same amount in
-- the books of one row (side and owner_id). A reversal is red: negative on the same accounts.
SELECT
    p.posting_id, p.voucher_id, r.side,
    CASE r.side
        WHEN 'line' THEN p.line_id WHEN 'to_line' THEN p.to_line_id
        WHEN 'income' THEN p.income_id WHEN 'to_income' THEN p.to_income_id
        WHEN 'surplus' THEN p.surplus_id
        WHEN 'commitment' THEN p.commitment_id WHEN 'to_commitment' THEN p.to_commitment_id
    END AS owner_id,
    r.debit, r.credit, p.effect_fen AS amount_fen
FROM posting AS p
JOIN posting_rule_in_force AS r
    ON r.event = p.event AND r.against_commitment = (p.commitment_id IS NOT NULL)
WHERE owner_id IS NOT NULL;

CREATE VIEW movement AS
-- What each posting adds to each account in the books of each row it names, on the side the account
-- stands on. Summed until a day or a posting it gives any balance as it stood or was known then.
SELECT
    e.posting_id, e.voucher_id, v.year, v.dated, replace(e.side, 'to_', '') AS book, e.owner_id,
    a.account, a.name_zh, a.side,
    e.amount_fen * CASE WHEN e.is_debit = (a.side = 'debit') THEN 1 ELSE -1 END AS amount_fen
FROM (
    SELECT posting_id, voucher_id, side, owner_id, debit AS account, 1 AS is_debit, amount_fen
    FROM double_entry
    UNION ALL
    SELECT posting_id, voucher_id, side, owner_id, credit, 0, amount_fen FROM double_entry
) AS e
JOIN account_in_force AS a ON a.account = e.account
LEFT JOIN voucher AS v ON v.voucher_id = e.voucher_id;

CREATE VIEW trial_balance AS
-- The balance of every account in the books of every line, income, surplus and commitment, on the
-- side the account stands on.
SELECT book, owner_id, account, name_zh, side, sum(amount_fen) AS balance_fen
FROM movement
GROUP BY book, owner_id, account;

CREATE VIEW appropriation_account AS
-- The money of one unit, fund, level and origin in one year, as the running totals have it.
SELECT
    l.year, l.unit_id, u.name AS unit, l.fund, l.level, l.origin_year,
    -- Sources.
    sum(b.carried_in_fen) AS opening_fen,
    sum(b.prior_year_fen - b.recalled_fen) AS adjustment_fen,
    sum(b.original_fen + b.early_fen + b.supplement_fen - b.reduction_fen) AS appropriated_fen,
    sum(b.transferred_in_fen) AS transferred_in_fen,
    sum(b.transferred_out_fen) AS transferred_out_fen,
    sum(b.surplus_used_fen) AS other_fen,
    -- Uses: what the lines say in all, and apart: paid or claimed by contracts, free, handed on to
    -- the next year, given up.
    sum(
        b.available_fen + b.committed_fen + b.paid_fen + b.carried_out_fen + b.to_surplus_fen
        + b.lapsed_fen
    ) AS status_fen,
    sum(b.paid_fen + coalesce(c.remaining_fen, 0)) AS obligation_fen,
    sum(b.available_fen) AS unobligated_fen,
    sum(b.carried_out_fen) AS closing_fen,
    sum(b.to_surplus_fen + b.lapsed_fen) AS expired_fen,
    -- Of the obligations: what was paid, and what came back from contracts.
    sum(b.paid_fen) AS outlay_fen,
    sum(coalesce(c.released_fen, 0)) AS recovery_fen
FROM line_balance AS b
JOIN line AS l ON l.line_id = b.line_id
JOIN unit AS u ON u.unit_id = l.unit_id
LEFT JOIN (
    SELECT line_id, sum(remaining_fen) AS remaining_fen, sum(released_fen) AS released_fen
    FROM commitment GROUP BY line_id
) AS c ON c.line_id = l.line_id
GROUP BY l.year, l.unit_id, l.fund, l.level, l.origin_year;

CREATE VIEW appropriation_detail AS
-- The same of each line, as the journal has it; nothing of it is stored.
SELECT
    d.line_id, l.year, l.unit_id, l.fund, l.level, l.origin_year, l.functional_code,
    l.economic_code, l.kind, l.project, d.opening_fen, d.adjustment_fen, d.appropriated_fen,
    d.transferred_in_fen, d.transferred_out_fen, d.other_fen, d.resource_fen, d.obligation_fen,
    d.resource_fen - d.obligation_fen - d.closing_fen - d.expired_fen AS unobligated_fen,
    d.closing_fen, d.expired_fen, d.outlay_fen, d.recovery_fen
FROM (
    SELECT
        line_id,
        sum(fen * (event = 'carry_forward' AND is_to)) AS opening_fen,
        sum(
            fen * (
                (event IN ('prior_year_increase', 'true_up_increase'))
                - (event IN ('prior_year_decrease', 'true_up_decrease', 'recall'))
            )
        ) AS adjustment_fen,
        sum(
            fen * (
                (event IN ('approve', 'approve_carried', 'allocate_early', 'supplement'))
                - (event IN ('absorb_early', 'reduce'))
            )
        ) AS appropriated_fen,
        sum(fen * (event = 'transfer' AND is_to)) AS transferred_in_fen,
        sum(fen * (event = 'transfer' AND NOT is_to)) AS transferred_out_fen,
        sum(fen * (event IN ('use_surplus', 'use_earmarked'))) AS other_fen,
        sum(
            fen * CASE
                WHEN event IN ('reduce', 'absorb_early', 'prior_year_decrease', 'true_up_decrease', 'recall') THEN -1
                WHEN event = 'transfer' THEN 2 * is_to - 1
                WHEN event = 'carry_forward' THEN is_to
                ELSE event IN (
                    'approve', 'approve_carried', 'allocate_early', 'supplement', 'prior_year_increase',
                    'true_up_increase', 'use_surplus', 'use_earmarked'
                )
            END
        ) AS resource_fen,
        sum(
            fen * CASE
                WHEN event = 'carry_forward' THEN against_commitment * (2 * is_to - 1)
                WHEN event = 'pay' THEN NOT against_commitment
                WHEN event = 'refund' THEN against_commitment - 1
                ELSE (event = 'commit') - (event = 'release')
            END
        ) AS obligation_fen,
        sum(fen * (event = 'carry_forward' AND NOT is_to)) AS closing_fen,
        sum(fen * (event IN ('to_surplus', 'lapse'))) AS expired_fen,
        sum(fen * ((event = 'pay') - (event = 'refund'))) AS outlay_fen,
        sum(fen * (event = 'release')) AS recovery_fen
    FROM (
        SELECT
            line_id, event, effect_fen AS fen, 0 AS is_to,
            commitment_id IS NOT NULL AS against_commitment
        FROM posting WHERE line_id IS NOT NULL
        UNION ALL
        SELECT to_line_id, event, effect_fen, 1, commitment_id IS NOT NULL
        FROM posting WHERE to_line_id IS NOT NULL
    )
    GROUP BY line_id
) AS d
LEFT JOIN line AS l ON l.line_id = d.line_id;

-- ------------------------------------------------------------------------------------------------
-- 19. Identity: "YUSN" and the schema version.

PRAGMA application_id = 1498764110;
PRAGMA user_version = 2;
