//! Workbooks from the inside: a stranger's XML in an archive that is whole, so that what is invented reaches
//! the reader of sheets and does not end at a checksum.

use std::io::{Cursor, Write};
use std::path::Path;

use yusuan::import::read_lines;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Fault;

/// What stands between the parts: the sheet, the shared texts, the styles, the workbook.
const BETWEEN: u8 = 0;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Read the parts as those of an xlsx, and the first of them as an ods.
pub(super) fn read(_: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let workbook = xlsx(bytes).map_err(|error| error.to_string())?;
    drop(read_lines("lines.xlsx", &workbook));
    let sheet = bytes.split(|byte| *byte == BETWEEN).next();
    let workbook = archive(&[
        ("mimetype", OPEN_DOCUMENT.as_bytes()),
        ("content.xml", sheet.unwrap_or_default()),
    ]);
    drop(read_lines(
        "lines.ods",
        &workbook.map_err(|error| error.to_string())?,
    ));
    Ok(())
}

fn xlsx(bytes: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let related = |parts: &[(&str, &str)]| -> String {
        let each = parts.iter().zip(1..).map(|((kind, to), id)| {
            format!(r#"<Relationship Id="r{id}" Type="{OFFICE}/{kind}" Target="{to}"/>"#)
        });
        let each: String = each.collect();
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>"#
        )
    };
    let mut parts = bytes.split(|byte| *byte == BETWEEN);
    let mut part = |otherwise: &str| {
        let part = parts.next().filter(|part| !part.is_empty());
        part.map_or_else(|| otherwise.as_bytes().to_vec(), <[u8]>::to_vec)
    };
    archive(&[
        (
            "_rels/.rels",
            related(&[("officeDocument", "xl/workbook.xml")]).as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            related(&[("worksheet", "worksheets/sheet1.xml")]).as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", &part("<worksheet/>")),
        ("xl/sharedStrings.xml", &part("<sst/>")),
        ("xl/styles.xml", &part("<styleSheet/>")),
        ("xl/workbook.xml", &part(&workbook)),
    ])
}

fn archive(parts: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(*name, stored)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}
