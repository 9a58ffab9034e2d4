//! Workbooks of 1997: a file system in one file, in which a stream of records is the workbook.
//!
//! The reader of workbooks believes what such a file says of itself: it follows chains of sectors wherever
//! they lead, and makes room for what records announce. So it is given another file, written here: a sound
//! one, with a copy of the records that visible cells are made of, and nothing else.

use std::io::{self, Cursor, Read, Write};

use cfb::{CompoundFile, Version};

use super::biff;
use super::problems::Flaw;

/// What the stream with the records is called, since 1997 and before.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Return a workbook that takes no more memory than others, or refuse one that would.
pub(super) fn rewrite(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    let records = biff::copy(&stream(bytes).map_err(|error| damaged(&error))?)?;
    write(&records).map_err(|error| damaged(&error))
}

fn damaged(error: &io::Error) -> Flaw {
    biff::damaged(format!("as a compound file: {error}"))
}

/// Read the stream of the workbook. Its chain ends, as each sector can be reached from one other alone.
fn stream(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes))?;
    let name = STREAMS.iter().find(|name| file.is_stream(name));
    let mut stream = file.open_stream(name.unwrap_or(&STREAMS[0]))?;
    let mut read = Vec::new();
    stream.read_to_end(&mut read)?;
    Ok(read)
}

fn write(records: &[u8]) -> io::Result<Vec<u8>> {
    // The reader wants short streams from a file of this version.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(STREAMS[0])?.write_all(records)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

    use super::rewrite;

    fn cells(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
        let mut workbook = Xls::new(Cursor::new(bytes)).unwrap();
        let sheets = workbook.sheets_metadata().to_vec();
        let visible = sheets.into_iter().filter(|sheet| {
            sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
        });
        visible
            .map(|sheet| {
                let range = workbook.worksheet_range(&sheet.name).unwrap();
                (sheet.name, range)
            })
            .collect()
    }

    #[test]
    fn a_copy_has_the_cells_of_the_workbook() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let bytes = std::fs::read(root.join("tests/files/lines.xls")).unwrap();
        let found = cells(&rewrite(&bytes).ok().unwrap());
        assert_eq!(found, cells(&bytes));
        assert!(!found.is_empty());
    }
}
