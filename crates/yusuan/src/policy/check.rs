//! What a policy may say: a name, an action, a value and a scope that fit each other.

use rusqlite::{Connection, OptionalExtension};

use super::words::{FUND_GROUPS, VALUE_WORDS, value_zh};
use super::{Policy, PolicyAction, Scope};
use crate::error::{Error, Refusal, Result, Rule};
use crate::line::Fund;

/// What the table `policy_name` says of a name.
struct Form {
    actions: String,
    value: String,
    parts: Vec<&'static str>,
    /// The digit that its codes begin with.
    item_digit: Option<String>,
}

const FORM: &str = "SELECT actions, value_form, has_fund, has_level, has_kind, has_code_level,
    item_digit FROM policy_name WHERE name = ?1";

fn form(connection: &Connection, name: &str) -> Result<Option<Form>> {
    let mut statement = connection.prepare_cached(FORM)?;
    let found = statement.query_row([name], |row| {
        let mut parts = Vec::new();
        for (column, part) in (2..).zip(["fund", "level", "kind", "code_level"]) {
            if row.get(column)? {
                parts.push(part);
            }
        }
        let item_digit: Option<String> = row.get(6)?;
        parts.extend(item_digit.is_some().then_some("item"));
        Ok(Form {
            actions: row.get(0)?,
            value: row.get(1)?,
            parts,
            item_digit,
        })
    });
    Ok(found.optional()?)
}

/// Return a policy with the names that the file keeps, where it is given in Chinese: what it is about,
/// its value and its group of funds. What is not known stays, for [`check`] to refuse.
pub(crate) fn named(connection: &Connection, policy: &Policy) -> Result<Policy> {
    let known = |value: &Option<String>, words: &[(&str, &str)]| {
        let text = value.as_deref()?;
        let found = words.iter().find(|(_, name_zh)| *name_zh == text);
        Some(found.map_or(text, |(word, _)| word).to_owned())
    };
    let fund = policy.scope.fund.as_deref();
    let own = fund.and_then(|text| text.parse::<Fund>().ok());
    Ok(Policy {
        name: find_name(connection, &policy.name)?.unwrap_or_else(|| policy.name.clone()),
        value: known(&policy.value, &VALUE_WORDS),
        scope: Scope {
            fund: match own {
                Some(fund) => Some(fund.as_str().to_owned()),
                None => known(&policy.scope.fund, &FUND_GROUPS),
            },
            ..policy.scope.clone()
        },
        ..policy.clone()
    })
}

/// Find the name of a policy by itself or by what it is in Chinese, whatever its quotation marks.
fn find_name(connection: &Connection, text: &str) -> Result<Option<String>> {
    let plain = |name: &str| name.replace(['“', '”', '"', '＂'], "");
    let mut statement = connection.prepare_cached("SELECT name, name_zh FROM policy_name")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, name_zh): (String, String) = (row.get(0)?, row.get(1)?);
        if name == text || plain(&name_zh) == plain(text) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Refuse a policy that the file would refuse, and say what may be given.
pub(crate) fn check(connection: &Connection, policy: &Policy) -> Result<()> {
    let name = &policy.name;
    let Some(form) = form(connection, name)? else {
        let sql = "SELECT group_concat(name || ' ' || name_zh, ', ') FROM policy_name";
        let known: String = connection.query_row(sql, [], |row| row.get(0))?;
        return Err(Error::refused(
            Rule::PolicyUnknown,
            format!("no policy has this name: {name}"),
            format!("give one of: {known}"),
        ));
    };
    if policy.source.trim().is_empty() {
        return Err(Error::refused(
            Rule::PolicyInvalid,
            format!("the policy has no source: {name}"),
            "name the document it comes from",
        ));
    }
    let (first, last) = (policy.first_year, policy.last_year);
    if first < Policy::FIRST_YEAR || last > Policy::LAST_YEAR {
        return Err(Error::refused(
            Rule::PolicyInvalid,
            format!("a policy does not hold for the years {first} to {last}"),
            "give years between 1900 and 9998",
        ));
    }
    if first > last {
        return Err(Error::refused(
            Rule::PolicyInvalid,
            format!("the years of the policy run backwards: {first} to {last}"),
            "give the first year, then the last",
        ));
    }
    check_words(policy, &form)?;
    check_scope(connection, policy, &form)
}

/// Check what is left of a policy that an earlier release kept as it was given: where it could still
/// decide, its action and value must be understood. One of a name that nothing looks at decides
/// nothing.
pub(crate) fn check_kept(connection: &Connection) -> Result<()> {
    for (id, policy) in super::store::deciding_anywhere(connection)? {
        let Some(form) = form(connection, &policy.name)? else {
            continue;
        };
        check_words(&policy, &form).map_err(|error| match error {
            Error::Rule(refusal) => Error::Rule(Box::new(Refusal {
                message: format!(
                    "policy {id} for the years {} to {}: {}",
                    policy.first_year, policy.last_year, refusal.message
                ),
                hint: format!(
                    "set {} anew for these years with the release that wrote the file, then \
                     migrate: the newest decides ({})",
                    policy.name, refusal.hint
                ),
                policy: Some(policy.name.clone()),
                ..*refusal
            })),
            error => error,
        })?;
    }
    Ok(())
}

fn check_words(policy: &Policy, form: &Form) -> Result<()> {
    if !has_word(&form.actions, policy.action.as_str()) {
        return Err(Error::refused(
            Rule::PolicyActionInvalid,
            format!(
                "{} does not take this action: {}",
                policy.name, policy.action
            ),
            format!("give one of: {}", listed_with(&form.actions, action_zh)),
        ));
    }
    check_value(policy, &form.value)
}

/// Return whether a word is in a list between bars.
fn has_word(list: &str, word: &str) -> bool {
    list.trim_matches('|').split('|').any(|known| known == word)
}

/// List the words between bars, each with what it is in Chinese.
fn listed_with(list: &str, name_zh: fn(&str) -> Option<&'static str>) -> String {
    let words = list.trim_matches('|').split('|');
    let words = words.map(|word| match name_zh(word) {
        Some(name) => format!("{word} {name}"),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn action_zh(word: &str) -> Option<&'static str> {
    word.parse().ok().map(PolicyAction::name_zh)
}

fn check_value(policy: &Policy, form: &str) -> Result<()> {
    let value = policy.value.as_deref();
    // A policy that is off needs no figure.
    let is_off = policy.action == PolicyAction::Allow;
    let (fits, hint) = match form {
        "none" => (value.is_none(), "it takes no value".to_owned()),
        "number" => (
            value.map_or(is_off, |value| is_number(value, 99)),
            "its value is a whole number from 0 to 99".to_owned(),
        ),
        "percent" => (
            value.is_some_and(|value| is_number(value, 100)),
            "its value is a whole number of percent from 0 to 100".to_owned(),
        ),
        "day" => (
            value.map_or(is_off, is_day),
            "its value is a day of the year, as 11-30".to_owned(),
        ),
        words => (
            value.is_some_and(|value| has_word(words, value)),
            format!("its value is one of: {}", listed_with(words, value_zh)),
        ),
    };
    if fits {
        return Ok(());
    }
    let name = &policy.name;
    let message = match value {
        Some(value) => format!("{name} does not take this value: {value}"),
        None => format!("{name} needs a value"),
    };
    Err(Error::refused(Rule::PolicyValueInvalid, message, hint))
}

fn is_number(text: &str, max: u8) -> bool {
    let number = text.parse::<u8>();
    number.is_ok_and(|number| number <= max && number.to_string() == text)
}

/// Return whether a text is a day of a leap year, as `02-29`.
fn is_day(text: &str) -> bool {
    text.len() == 5 && crate::date::parse(&format!("2024-{text}")).is_ok()
}

fn check_scope(connection: &Connection, policy: &Policy, form: &Form) -> Result<()> {
    let parts = &form.parts;
    let Scope {
        fund,
        level,
        kind,
        code_level,
        item,
    } = &policy.scope;
    let given = [
        ("fund", fund.is_some()),
        ("level", level.is_some()),
        ("kind", kind.is_some()),
        ("code_level", code_level.is_some()),
        ("item", item.is_some()),
    ];
    let refused = |message: String, hint: String| {
        Err(Error::refused(Rule::PolicyScopeInvalid, message, hint))
    };
    let name = &policy.name;
    for (part, is_given) in given {
        if is_given && !parts.contains(&part) {
            let hint = if parts.is_empty() {
                "it holds for everything".to_owned()
            } else {
                format!("it may be narrowed by: {}", parts.join(", "))
            };
            return refused(format!("{name} is not narrowed by {part}"), hint);
        }
    }
    if let Some(fund) = fund {
        let sql = "SELECT EXISTS (SELECT 1 FROM fund WHERE fund = ?1)";
        let is_known: bool = connection
            .prepare_cached(sql)?
            .query_row([fund], |row| row.get(0))?;
        if !is_known {
            let sql = "SELECT group_concat(fund || ' ' || name_zh, ', ') FROM fund";
            let known: String = connection.query_row(sql, [], |row| row.get(0))?;
            return refused(
                format!("{name} is narrowed by an unknown fund: {fund}"),
                format!("give one of: {known}"),
            );
        }
    }
    match item.as_deref().zip(form.item_digit.as_deref()) {
        Some((item, digit)) => check_item(name, item, digit),
        None => Ok(()),
    }
}

/// Refuse an item that no code can begin with, of those that the policy looks at.
fn check_item(name: &str, item: &str, digit: &str) -> Result<()> {
    let (scheme, digits) = match digit {
        "3" => ("economic (部门预算支出经济分类)", 5),
        _ => ("functional (支出功能分类)", 7),
    };
    let is_number = item.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && item.starts_with(digit) && item.len() <= digits {
        return Ok(());
    }
    Err(Error::refused(
        Rule::PolicyScopeInvalid,
        format!("{name} is narrowed to codes that cannot be: {item}"),
        format!(
            "it looks at {scheme} codes: an item is one of them or its beginning, up to {digits} \
             digits, the first a {digit}"
        ),
    ))
}
