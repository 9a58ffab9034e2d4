//! Putting mutants into a source, each behind a switch of its own.
//!
//! `a == b` becomes `(if crate::mutant::is(7) { a != b } else { a == b })`. What is within the two
//! operands may be woven too, but in the last branch alone, so that a source does not grow with the
//! depth of its expressions.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, BinOp, Block, Expr, ExprBinary, ExprStruct, ExprUnary, Signature, UnOp};

use crate::Failure;
use crate::list::{Genre, Mutant};
use crate::text::{Edits, Source};

/// How the test that a mutant is in force is written.
pub(crate) fn switch(number: usize) -> String {
    format!("crate::mutant::is({number})")
}

fn branch(number: usize, text: &str) -> String {
    format!("if {} {{ {text} }}", switch(number))
}

/// Weave numbered mutants into the source of their file; return it, and those that are in it.
pub(crate) fn weave(
    text: &str,
    mutants: &[(usize, &Mutant)],
) -> Result<(String, BTreeSet<usize>), Failure> {
    let file = syn::parse_file(text)?;
    let mut weaver = Weaver {
        source: Source::new(text),
        mutants,
        edits: Edits::default(),
        woven: BTreeSet::new(),
    };
    weaver.visit_file(&file);
    Ok((weaver.edits.apply(text), weaver.woven))
}

struct Weaver<'t> {
    source: Source<'t>,
    mutants: &'t [(usize, &'t Mutant)],
    edits: Edits,
    woven: BTreeSet<usize>,
}

impl<'t> Weaver<'t> {
    fn range(&self, span: Span) -> (usize, usize) {
        (
            self.source.byte_of(span.start()),
            self.source.byte_of(span.end()),
        )
    }

    /// Return the mutants of a genre that begin at a byte, with where they end.
    fn at(&self, genre: Genre, start: usize) -> Vec<(usize, &'t str, usize)> {
        let mutants = self.mutants.iter();
        mutants
            .filter(|(_, mutant)| mutant.genre == genre)
            .filter(|(_, mutant)| self.source.byte(mutant.span.start) == start)
            .map(|(number, mutant)| {
                let end = self.source.byte(mutant.span.end);
                (*number, mutant.replacement.as_str(), end)
            })
            .collect()
    }

    /// Put an expression, and what stands in its place, behind switches.
    fn choose(&mut self, (start, end): (usize, usize), others: &[(usize, String)]) {
        if others.is_empty() {
            return;
        }
        let mut before = String::from("(");
        for (number, other) in others {
            self.woven.insert(*number);
            before.push_str(&branch(*number, other));
            before.push_str(" else ");
        }
        before.push_str("{ ");
        self.edits.wrap(start, end, before, " })".to_owned());
    }

    fn operators(&mut self, whole: (usize, usize), found: &[(usize, &str, usize)], at: usize) {
        let others: Vec<_> = found
            .iter()
            .map(|(number, replacement, end)| {
                let left = self.source.part(whole.0, at);
                let right = self.source.part(*end, whole.1);
                (*number, format!("{left}{replacement}{right}"))
            })
            .collect();
        self.choose(whole, &others);
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let open = self.range(block.brace_token.span.open()).1;
        let mut put = String::new();
        if let Some(first) = block.stmts.first() {
            let start = self.range(first.span()).0;
            for (number, replacement, _) in self.at(Genre::FnValue, start) {
                self.woven.insert(number);
                put.push(' ');
                put.push_str(&branch(number, &format!("return {replacement};")));
            }
        }
        self.edits.insert(open, put);
        // Which mutant is in force is not known when the program is compiled.
        let end = self.range(block.brace_token.span.close()).1;
        let is_mutated = self.mutants.iter().any(|(_, mutant)| {
            let start = self.source.byte(mutant.span.start);
            open <= start && start < end
        });
        if let (true, Some(word)) = (is_mutated, signature.constness) {
            let (start, end) = self.range(word.span);
            self.edits.blank(start, end);
        }
    }
}

impl<'ast> Visit<'ast> for Weaver<'_> {
    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.function(&node.sig, &node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.function(&node.sig, &node.block);
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &'ast syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.function(&node.sig, block);
        }
        visit::visit_trait_item_fn(self, node);
    }

    fn visit_expr_binary(&mut self, node: &'ast ExprBinary) {
        // A chain of `let` is no expression that could stand in a branch.
        if !has_let(node) {
            let whole = self.range(node.span());
            let at = self.range(node.op.span()).0;
            let found = self.at(Genre::BinaryOperator, at);
            self.operators(whole, &found, at);
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast ExprUnary) {
        if matches!(node.op, UnOp::Not(_) | UnOp::Neg(_)) {
            let whole = self.range(node.span());
            let found = self.at(Genre::UnaryOperator, whole.0);
            self.operators(whole, &found, whole.0);
        }
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast ExprStruct) {
        let whole = self.range(node.span());
        let mut others = Vec::new();
        for field in &node.fields {
            let start = self.range(field.span()).0;
            for (number, _, end) in self.at(Genre::StructField, start) {
                let left = self.source.part(whole.0, start);
                let right = self.source.part(end, whole.1).trim_start();
                let right = right.strip_prefix(',').unwrap_or(right);
                others.push((number, format!("{left}{right}")));
            }
        }
        self.choose(whole, &others);
        visit::visit_expr_struct(self, node);
    }

    fn visit_arm(&mut self, node: &'ast Arm) {
        let pattern = self.range(node.pat.span());
        let mut kept = String::new();
        for (number, ..) in self.at(Genre::MatchArm, self.range(node.span()).0) {
            self.woven.insert(number);
            kept.push('!');
            kept.push_str(&switch(number));
            kept.push_str(" && ");
        }
        match &node.guard {
            Some((_, guard)) => {
                let whole = self.range(guard.span());
                if !kept.is_empty() {
                    let (before, behind) = (format!("{kept}("), ")".to_owned());
                    self.edits.wrap(whole.0, whole.1, before, behind);
                }
                let found = self.at(Genre::MatchArmGuard, whole.0);
                let others: Vec<_> = found
                    .iter()
                    .map(|(number, replacement, _)| (*number, (*replacement).to_owned()))
                    .collect();
                self.choose(whole, &others);
            }
            None if !kept.is_empty() => {
                let kept = kept.trim_end_matches(" && ");
                self.edits.insert(pattern.1, format!(" if {kept}"));
            }
            None => {}
        }
        visit::visit_arm(self, node);
    }
}

/// Return whether an expression is a chain of conditions with a `let` among them.
fn has_let(node: &ExprBinary) -> bool {
    let is_let = |side: &Expr| match side {
        Expr::Let(_) => true,
        Expr::Binary(inner) => has_let(inner),
        _ => false,
    };
    matches!(node.op, BinOp::And(_) | BinOp::Or(_)) && (is_let(&node.left) || is_let(&node.right))
}

#[cfg(test)]
mod tests {
    use super::weave;
    use crate::list::{Genre, Mutant, Place, Span};

    /// Return a mutant of the part of a source that a text stands in first.
    fn of(source: &str, part: &str, genre: Genre, replacement: &str) -> Mutant {
        let at = source.find(part).unwrap();
        let place = |byte: usize| {
            let before = source.get(..byte).unwrap();
            let line = before.rsplit('\n').next().unwrap();
            Place {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
            }
        };
        Mutant {
            file: String::new(),
            name: String::new(),
            function: None,
            genre,
            replacement: replacement.to_owned(),
            span: Span {
                start: place(at),
                end: place(at + part.len()),
            },
        }
    }

    fn woven(source: &str, changes: &[(&str, Genre, &str)]) -> String {
        let mutants: Vec<Mutant> = changes
            .iter()
            .map(|(part, genre, replacement)| of(source, part, *genre, replacement))
            .collect();
        let numbered: Vec<(usize, &Mutant)> = mutants.iter().enumerate().collect();
        let (text, found) = weave(source, &numbered).unwrap();
        assert_eq!(found.len(), changes.len());
        text.replace("crate::mutant::is", "on")
    }

    #[test]
    fn what_is_within_an_operand_is_woven_where_the_operator_stays() {
        let changes = [
            ("&&", Genre::BinaryOperator, "||"),
            ("==", Genre::BinaryOperator, "!="),
            ("!g", Genre::UnaryOperator, ""),
        ];
        // `!g` names where it begins; what is left out is the sign alone.
        let source = "fn 甲(a: i64) -> bool { /* 元 */ a == 1 && !g(a) }";
        let changes = changes.map(|(part, genre, by)| (part.trim_end_matches('g'), genre, by));
        assert_eq!(
            woven(source, &changes),
            "fn 甲(a: i64) -> bool { /* 元 */ (if on(0) { a == 1 || !g(a) } else { \
             (if on(1) { a != 1 } else { a == 1 }) && (if on(2) { g(a) } else { !g(a) }) }) }"
        );
    }

    #[test]
    fn a_function_returns_at_once_and_is_no_constant() {
        assert_eq!(
            woven("const fn f() -> i64 { 7 }", &[("7", Genre::FnValue, "0")]),
            "      fn f() -> i64 { if on(0) { return 0; } 7 }"
        );
    }

    #[test]
    fn an_arm_is_passed_over_and_its_guard_chosen() {
        let source = "fn f(a: u8) -> u8 { match a { 1 if g() => 2, 3 => 4, _ => 5 } }";
        let changes = [
            ("1 if g() => 2", Genre::MatchArm, ""),
            ("g()", Genre::MatchArmGuard, "true"),
            ("3 => 4", Genre::MatchArm, ""),
        ];
        assert_eq!(
            woven(source, &changes),
            "fn f(a: u8) -> u8 { match a { 1 if !on(0) && ((if on(1) { true } else { g() })) => 2, \
             3 if !on(2) => 4, _ => 5 } }"
        );
    }

    #[test]
    fn a_field_is_taken_from_the_base() {
        assert_eq!(
            woven(
                "fn f() -> P { P { a: 1, ..q() } }",
                &[("a: 1", Genre::StructField, "")]
            ),
            "fn f() -> P { (if on(0) { P {  ..q() } } else { P { a: 1, ..q() } }) }"
        );
    }
}
