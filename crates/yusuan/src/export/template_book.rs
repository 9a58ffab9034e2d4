//! A template as a workbook: the table, what goes where, the codes, and the lists behind drop-downs.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Formula,
    Note, Workbook, Worksheet, XlsxError,
};

use super::template::Template;
use crate::error::{Error, Result};
use crate::import::{TemplateColumn, TemplateForm};

const HEADING: Color = Color::RGB(0x00D9_E1F2);

/// The last row that has a drop-down list and a format.
const LAST_ROW: u32 = 10_000;

/// The hidden sheet of the lists.
const LISTS: &str = "选项";

type Written = std::result::Result<(), XlsxError>;

impl Template {
    /// Write the template as a workbook. The same template gives the same bytes.
    ///
    /// # Errors
    ///
    /// None but lack of memory.
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        book(self).map_err(|error| Error::Internal(error.to_string()))
    }
}

fn book(template: &Template) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    table(workbook.add_worksheet(), template)?;
    notes(workbook.add_worksheet(), template)?;
    if !template.codes.is_empty() {
        codes(workbook.add_worksheet(), template)?;
    }
    lists(workbook.add_worksheet(), template)?;
    workbook.save_to_buffer()
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(HEADING)
}

fn table(sheet: &mut Worksheet, template: &Template) -> Written {
    sheet.set_name(&template.title)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, number) in template.columns.iter().zip(0_u16..) {
        let width = match column.name {
            "unit" | "project" | "functional_code" | "economic_code" => 28,
            "memo" | "reason" | "document" => 22,
            _ => 16,
        };
        sheet.set_column_width(number, width)?;
        let form = match column.form {
            TemplateForm::Text => "@",
            TemplateForm::Number => "0",
            TemplateForm::Yuan => "0.00",
            TemplateForm::Day => "yyyy-mm-dd",
        };
        sheet.set_column_format(number, &Format::new().set_num_format(form))?;
        sheet.write_string_with_format(0, number, &column.heading, &heading())?;
        let note = Note::new(column.note).set_author("yusuan");
        sheet.insert_note(0, number, &note)?;
        if !column.choices.is_empty() {
            let choices = drop_down(template, column, number)?;
            sheet.add_data_validation(1, number, LAST_ROW, number, &choices)?;
        }
    }
    Ok(())
}

/// Make the drop-down list of a column: its words stand in the same column of the hidden sheet.
fn drop_down(
    template: &Template,
    column: &TemplateColumn,
    number: u16,
) -> std::result::Result<DataValidation, XlsxError> {
    let letters = rust_xlsxwriter::utility::column_number_to_name(number);
    let last = column.choices.len();
    let range = format!("={LISTS}!${letters}$1:${letters}${last}");
    // Codes may be loaded that this list does not know.
    let may_be_more = column.name.ends_with("_code") && !template.is_catalogue_whole;
    let style = if may_be_more {
        DataValidationErrorStyle::Warning
    } else {
        DataValidationErrorStyle::Stop
    };
    DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .set_error_style(style)
        .set_error_title("请从列表中选择")?
        .set_error_message(column.note)
}

fn notes(sheet: &mut Worksheet, template: &Template) -> Written {
    sheet.set_name("填表说明")?;
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 80)?;
    sheet.write_string_with_format(
        0,
        0,
        "本表不读入；请在前一张表中填写，一行一笔。",
        &heading(),
    )?;
    for (column, row) in template.columns.iter().zip(1_u32..) {
        sheet.write_string(row, 0, &column.heading)?;
        sheet.write_string(row, 1, column.note)?;
    }
    Ok(())
}

fn codes(sheet: &mut Worksheet, template: &Template) -> Written {
    sheet.set_name("科目代码")?;
    sheet.set_column_width(0, 12)?;
    sheet.set_column_width(1, 50)?;
    sheet.write_string_with_format(0, 0, "本表不读入，供查阅。", &heading())?;
    for (code, row) in template.codes.iter().zip(1_u32..) {
        sheet.write_string(row, 0, &code.code)?;
        sheet.write_string(row, 1, &code.name)?;
    }
    Ok(())
}

fn lists(sheet: &mut Worksheet, template: &Template) -> Written {
    sheet.set_name(LISTS)?;
    sheet.set_hidden(true);
    for (column, number) in template.columns.iter().zip(0_u16..) {
        for (word, row) in column.choices.iter().zip(0_u32..) {
            sheet.write_string(row, number, word)?;
        }
    }
    Ok(())
}
