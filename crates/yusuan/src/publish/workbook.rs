//! A book as one workbook, a sheet for each table, made to be printed on A4.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::book::Book;
use crate::error::{Error, Result};
use crate::tables::{ColumnRole, Row, RowHead, RowLevel, Table};

type Written = std::result::Result<(), XlsxError>;

/// Rows above the header: title, and unit beside 单位.
const ABOVE: u32 = 2;
/// Paper number of A4.
const A4: u8 = 9;
/// More columns than this lie better on a page turned sideways.
const UPRIGHT_COLUMNS: usize = 6;

/// The formats of a workbook.
struct Formats {
    title: Format,
    left: Format,
    right: Format,
    heading: Format,
    label: Format,
    amount: Format,
    rate: Format,
    note: Format,
}

impl Formats {
    fn new(has_separator: bool) -> Self {
        let boxed = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
        };
        let amount = if has_separator { "#,##0.00" } else { "0.00" };
        Self {
            title: Format::new()
                .set_bold()
                .set_font_size(14)
                .set_align(FormatAlign::Center),
            left: Format::new().set_align(FormatAlign::Left),
            right: Format::new().set_align(FormatAlign::Right),
            heading: boxed()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            label: boxed().set_text_wrap().set_num_format("@"),
            amount: boxed().set_num_format(amount),
            rate: boxed().set_num_format("0.00%"),
            note: Format::new().set_text_wrap(),
        }
    }
}

impl Book {
    /// Return the book as a workbook (xlsx).
    ///
    /// # Shape
    ///
    /// A sheet for each table, named after it. Amounts are numbers as printed, in the unit of the
    /// table; blanks are blank. Texts are texts, whatever they begin with.
    ///
    /// # Errors
    ///
    /// None that a book can cause.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        self.workbook()
            .map_err(|error| Error::Internal(error.to_string()))
    }

    fn workbook(&self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // No clock: a workbook of the same ledger is the same file.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_title(&self.title);
        workbook.set_properties(&properties.set_creation_datetime(&made));
        let formats = Formats::new(self.thousands_separator);
        for table in self.tables() {
            write(
                workbook.add_worksheet_with_constant_memory()?,
                table,
                &formats,
            )?;
        }
        workbook.save_to_buffer()
    }
}

fn number(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn line(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn write(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Written {
    let columns = table.leaf_columns();
    let last = number(columns.len()).saturating_sub(1);
    sheet.set_name(&table.id)?;
    merge(sheet, (0, 0), (0, last), &table.title, &formats.title)?;
    let unit = format!("编制部门/单位：{}", table.unit);
    sheet.write_string_with_format(1, 0, &unit, &formats.left)?;
    let money = format!("单位：{}", table.currency_unit);
    sheet.write_string_with_format(1, last.max(1), &money, &formats.right)?;
    let body = header(sheet, table, formats)?;
    let mut row_number = body;
    for (row, texts) in table.rows.iter().zip(table.each_printed_row()) {
        for ((column, text), at) in columns.iter().zip(texts).zip(0_u16..) {
            let place = (row_number, at);
            match (column.role, text) {
                (ColumnRole::Amount, text) => amount(sheet, place, text, &formats.amount)?,
                (ColumnRole::Rate, text) => {
                    rate(sheet, place, text, &formats.rate)?;
                }
                (_, text) => label(sheet, place, row, text, &formats.label)?,
            }
        }
        row_number += 1;
    }
    if let Some(note) = &table.empty_note {
        merge(
            sheet,
            (row_number, 0),
            (row_number, last),
            note,
            &formats.label,
        )?;
        row_number += 1;
    }
    let end = row_number.saturating_sub(1).max(body);
    for note in &table.notes {
        let note = format!("注：{note}");
        merge(
            sheet,
            (row_number, 0),
            (row_number, last),
            &note,
            &formats.note,
        )?;
        row_number += 1;
    }
    widths(sheet, table)?;
    page(
        sheet,
        table,
        (body, end.max(row_number.saturating_sub(1)), last),
    )
}

/// Write the headings and the column numbers; return the first row of the body.
fn header(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
) -> std::result::Result<u32, XlsxError> {
    // From above to below: rows that are written are not kept.
    let mut headings = table.headings();
    headings.sort_by_key(|heading| heading.top);
    for heading in headings {
        let from = (ABOVE + line(heading.top), number(heading.first));
        let to = (
            from.0 + line(heading.height).saturating_sub(1),
            from.1 + number(heading.width).saturating_sub(1),
        );
        merge(sheet, from, to, &heading.column.label, &formats.heading)?;
    }
    let below = ABOVE + line(table.header_height());
    if !table.has_printed_numbers() {
        return Ok(below);
    }
    for (column, at) in table.leaf_columns().iter().zip(0_u16..) {
        let text = column.printed_no.as_deref().unwrap_or_default();
        sheet.write_string_with_format(below, at, text, &formats.heading)?;
    }
    Ok(below + 1)
}

/// Write a text over several cells, or into one: merging one cell with itself is refused.
fn merge(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    format: &Format,
) -> Written {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, format)?;
    }
    Ok(())
}

fn label(
    sheet: &mut Worksheet,
    (row_number, at): (u32, u16),
    row: &Row,
    text: Option<&str>,
    format: &Format,
) -> Written {
    let mut format = format.clone();
    if at == 0 && row.indent() > 0 {
        format = format.set_indent(row.indent());
    }
    if matches!(
        row.head,
        RowHead::Item {
            level: RowLevel::Total,
            ..
        }
    ) {
        format = format.set_bold();
    }
    match text {
        Some(text) => sheet.write_string_with_format(row_number, at, text, &format)?,
        None => sheet.write_blank(row_number, at, &format)?,
    };
    Ok(())
}

/// Write the printed number. A workbook knows binary fractions only: up to fifteen digits the
/// nearest one shows the same digits.
fn amount(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    text: Option<&str>,
    format: &Format,
) -> Written {
    let digits = text.map(|text| text.replace(',', ""));
    match digits.and_then(|digits| digits.parse::<f64>().ok()) {
        Some(shown) => sheet.write_number_with_format(row, at, shown, format)?,
        None => sheet.write_blank(row, at, format)?,
    };
    Ok(())
}

/// Write a percentage as the number that it stands for: `12.34%` is 0.1234.
fn rate(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    text: Option<&str>,
    format: &Format,
) -> Written {
    // Two decimal places of a percentage are four of a fraction, moved as text.
    let digits = text.and_then(|text| Some(format!("{}e-2", text.strip_suffix('%')?)));
    match digits.and_then(|digits| digits.parse::<f64>().ok()) {
        Some(shown) => sheet.write_number_with_format(row, at, shown, format)?,
        None => sheet.write_blank(row, at, format)?,
    };
    Ok(())
}

/// Give labels room for their texts, codes little, amounts enough for twelve digits.
fn widths(sheet: &mut Worksheet, table: &Table) -> Written {
    let columns = table.leaf_columns();
    let has_names = columns.iter().any(|column| column.id == "name");
    for (column, at) in columns.iter().zip(0_u16..) {
        let width = match (column.role, column.id.as_str()) {
            (ColumnRole::Label, "class" | "section") => 7,
            (ColumnRole::Label, "item") if has_names => 7,
            (ColumnRole::Label, _) => 30,
            _ => 13,
        };
        sheet.set_column_width(at, width)?;
    }
    Ok(())
}

/// Set the sheet up for A4: all columns on one page, the header on each.
fn page(sheet: &mut Worksheet, table: &Table, (body, end, last): (u32, u32, u16)) -> Written {
    sheet.set_paper_size(A4);
    if table.leaf_columns().len() > UPRIGHT_COLUMNS {
        sheet.set_landscape();
    } else {
        sheet.set_portrait();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(ABOVE, body.saturating_sub(1))?;
    sheet.set_print_area(0, 0, end, last)?;
    sheet.set_footer("&C&P / &N");
    sheet.set_freeze_panes(body, labels(table))?;
    Ok(())
}

/// Return how many columns at the left are labels: they stay when the sheet is scrolled.
fn labels(table: &Table) -> u16 {
    let leaves = table.leaf_columns();
    let labels = leaves
        .iter()
        .take_while(|column| column.role == ColumnRole::Label);
    number(labels.count())
}
