//! What no ledger of a test is large enough for.

use super::{Font, MOST_CELLS};
use crate::money::{CurrencyUnit, Fen};
use crate::publish::book::{Book, BookKind, BookPart, Pictures};
use crate::tables::{Cell, Column, ColumnRole, Row, RowHead, RowLevel, Table};

const FONT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/cases/font/yusuan-test-sans.otf"
);

fn column(id: &str, role: ColumnRole) -> Column {
    Column {
        id: id.to_owned(),
        label: "项目".to_owned(),
        role,
        printed_no: None,
        children: Vec::new(),
    }
}

fn row(number: usize) -> Row {
    Row {
        head: RowHead::Item {
            id: number.to_string(),
            level: RowLevel::Item,
            code: None,
            name: "合计".to_owned(),
        },
        cells: vec![("amount".into(), Cell::Label(Some("1.00".to_owned())))],
        unprinted: Fen::ZERO,
    }
}

/// Return a book of one table that has so many rows of two cells.
fn book(rows: usize) -> Book {
    let table = Table {
        id: "table".to_owned(),
        title: "预算".to_owned(),
        unit: "某县".to_owned(),
        currency_unit: CurrencyUnit::default(),
        columns: vec![
            column("name", ColumnRole::Label),
            column("amount", ColumnRole::Amount),
        ],
        rows: (0..rows).map(row).collect(),
        empty_note: None,
        notes: Vec::new(),
    };
    let part = BookPart {
        id: "budget",
        title: "预算".to_owned(),
        tables: vec![table],
        sections: Vec::new(),
    };
    Book {
        year: 2025,
        kind: BookKind::Budget,
        unit: "某县".to_owned(),
        title: "预算".to_owned(),
        is_draft: true,
        head: "yusuan:1 voucher 0 posting 0 sha256 \
               0000000000000000000000000000000000000000000000000000000000000000"
            .parse()
            .unwrap(),
        parts: vec![part],
        narrative: None,
        checks: Vec::new(),
        pictures: Pictures::default(),
        currency_unit: CurrencyUnit::default(),
        thousands_separator: false,
    }
}

fn is_tagged(rows: usize) -> bool {
    let font = Font::open(FONT).unwrap();
    let document = book(rows).pdf(&font).unwrap();
    let name = b"/StructTreeRoot";
    document.windows(name.len()).any(|bytes| bytes == name)
}

#[test]
fn a_book_that_nobody_has_read_to_him_is_written_without_its_structure() {
    assert!(is_tagged(MOST_CELLS / 100));
    assert_eq!(book(MOST_CELLS / 2).cells(), MOST_CELLS);
    assert!(!is_tagged(MOST_CELLS / 2 + 1));
}

/// The bits of OS/2.fsType: a licence that forbids embedding, alone or beside one that allows it.
#[test]
fn a_font_goes_into_documents_where_its_licence_lets_it() {
    let font = std::fs::read(FONT).unwrap();
    let record = font.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let offset = font[record + 8..record + 12].try_into().unwrap();
    let usage = usize::try_from(u32::from_be_bytes(offset)).unwrap() + 8;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("font.otf");
    let is_taken = |bits: u16| {
        let mut changed = font.clone();
        changed[usage..usage + 2].copy_from_slice(&bits.to_be_bytes());
        std::fs::write(&path, changed).unwrap();
        Font::open(&path).is_ok()
    };
    for bits in [0b0000, 0b0100, 0b1000, 0b0110, 0b1_0000_0000] {
        assert!(is_taken(bits), "{bits:b}");
    }
    for bits in [0b0010, 0b0001, 0b1_0000_0010] {
        assert!(!is_taken(bits), "{bits:b}");
    }
    // Cut short it is no font, and never a panic.
    for size in (0..usage).step_by(997) {
        std::fs::write(&path, &font[..size]).unwrap();
        assert!(Font::open(&path).is_err(), "{size}");
    }
}
