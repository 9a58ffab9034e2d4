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
    let records = biff::copy(&stream(bytes).map_err(damaged)?)?;
    write(&records).map_err(damaged)
}

fn damaged(error: io::Error) -> Flaw {
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
