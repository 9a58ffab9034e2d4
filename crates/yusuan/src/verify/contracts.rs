//! Contracts beside the journal: what was committed for them, posting by posting, beside what
//! their parts add up to; and the rows of contracts and marks beside what they must be.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{number, word};
use crate::error::Result;

/// A question, and what it means when there is an answer: a row number and what it names.
struct Question {
    token: FindingToken,
    table: &'static str,
    sql: &'static str,
    message: &'static str,
}

const QUESTIONS: &[Question] = &[
    Question {
        token: FindingToken::ContractExceeded,
        table: "contract",
        sql: "SELECT c.contract_id, c.reference FROM contract AS c
            WHERE (
                SELECT coalesce(sum(
                    (CASE WHEN p.reverses_id IS NULL THEN p.amount_fen ELSE -p.amount_fen END)
                    * ((p.event = 'commit') - (p.event = 'release'))
                ), 0)
                FROM commitment AS k JOIN posting AS p
                    ON p.commitment_id = k.commitment_id AND p.line_id = k.line_id
                WHERE k.contract = c.reference
            ) > (SELECT coalesce(sum(amount_fen), 0) FROM contract_part WHERE contract_id = c.contract_id)
            ORDER BY c.contract_id",
        message: "more is committed under the contract than its parts add up to",
    },
    Question {
        token: FindingToken::ContractDiffers,
        table: "contract",
        sql: "SELECT c.contract_id, c.reference FROM contract AS c
            WHERE trim(c.reference) IS NOT c.reference OR c.reference = '' OR trim(c.title) = ''
            OR c.signed_on IS NOT date(c.signed_on, '+0 days')
            OR coalesce(c.category, 'goods') NOT IN ('goods', 'works', 'services')
            OR coalesce(c.reserved_for, 'small') NOT IN ('small', 'micro')
            OR c.reserved_for IS NOT NULL AND c.category IS NULL
            OR NOT EXISTS (SELECT 1 FROM unit AS u WHERE u.unit_id = c.unit_id)
            OR EXISTS (SELECT 1 FROM contract AS o
                WHERE o.reference = c.reference AND o.contract_id < c.contract_id)
            OR NOT EXISTS (SELECT 1 FROM contract_part AS p WHERE p.contract_id = c.contract_id)
            ORDER BY c.contract_id",
        message: "the contract is not one that could be signed",
    },
    Question {
        token: FindingToken::ContractDiffers,
        table: "contract_part",
        sql: "SELECT p.part_id, p.year || ' ' || p.functional_code FROM contract_part AS p
            LEFT JOIN contract AS c ON c.contract_id = p.contract_id
            WHERE c.contract_id IS NULL OR p.voucher_id < c.voucher_id
            OR typeof(p.amount_fen) <> 'integer' OR p.amount_fen = 0
            OR (p.kind = 'project') <> (p.project <> '') OR p.level NOT IN ('own', 'upper')
            OR p.due_on IS NOT NULL AND substr(p.due_on, 1, 4) <> CAST(p.year AS TEXT)
            OR p.due_on IS NOT date(p.due_on, '+0 days')
            OR p.fund NOT IN (SELECT fund FROM fund WHERE is_leaf = 1)
            OR p.amount_fen < 0 AND 0 > (
                SELECT sum(o.amount_fen) FROM contract_part AS o
                WHERE o.part_id <= p.part_id AND o.contract_id = p.contract_id
                AND o.year = p.year AND o.fund = p.fund AND o.level = p.level
                AND o.functional_code = p.functional_code AND o.economic_code = p.economic_code
                AND o.kind = p.kind AND o.project = p.project
            ) ORDER BY p.part_id",
        message: "the part has no contract, no valid amount or key, or takes away more than there is",
    },
    Question {
        token: FindingToken::ContractDiffers,
        table: "commitment",
        sql: "SELECT k.commitment_id, k.contract FROM commitment AS k
            JOIN line AS l ON l.line_id = k.line_id JOIN contract AS c ON c.reference = k.contract
            WHERE l.unit_id NOT IN (
                WITH RECURSIVE heir (unit_id) AS (
                    SELECT c.unit_id UNION
                    SELECT n.unit_id FROM heir AS h JOIN unit AS o ON o.unit_id = h.unit_id
                    JOIN successor AS s ON s.scheme = 'unit' AND s.old = o.name AND s.year < l.year
                    JOIN unit AS n ON n.name = s.new
                )
                SELECT unit_id FROM heir
            ) ORDER BY k.commitment_id",
        message: "the commitment is on a line of another unit than the contract's",
    },
    Question {
        token: FindingToken::ContractDiffers,
        table: "procurement",
        sql: "SELECT m.procurement_id, m.category FROM procurement AS m
            WHERE (m.line_id IS NULL) = (m.commitment_id IS NULL)
            OR typeof(m.amount_fen) <> 'integer' OR m.amount_fen < 0
            OR m.category NOT IN ('goods', 'works', 'services')
            OR coalesce(m.reserved_for, 'small') NOT IN ('small', 'micro')
            ORDER BY m.procurement_id",
        message: "the mark is on no row or on two, or of no category",
    },
    Question {
        token: FindingToken::ContractDiffers,
        table: "procurement",
        sql: "SELECT m.procurement_id, l.year || ' ' || m.category FROM procurement AS m
            LEFT JOIN commitment AS k ON k.commitment_id = m.commitment_id
            JOIN line AS l ON l.line_id = coalesce(m.line_id, k.line_id)
            WHERE 'finish_closing' = (
                SELECT v.act FROM voucher AS v
                WHERE v.year = l.year AND v.act IN ('finish_closing', 'reopen_year')
                AND v.voucher_id < m.voucher_id ORDER BY v.voucher_id DESC LIMIT 1
            ) ORDER BY m.procurement_id",
        message: "the mark is of a year that was closed",
    },
];

/// Ask every question.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    for question in QUESTIONS {
        let mut statement = connection.prepare(question.sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, named) = (number(row, 0)?, word(row, 1)?);
            findings.add(
                question.token,
                || Place::row(question.table, id),
                format_args!("{}: {named}", question.message),
            );
        }
    }
    Ok(())
}
