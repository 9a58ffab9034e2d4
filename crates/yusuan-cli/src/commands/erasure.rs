//! 抹除文字.

use crate::answer::Done;
use crate::arguments::Erase;
use crate::exit;
use crate::screen::Screen;

pub(super) fn erase(arguments: &Erase, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let erased = ledger.erase_text(arguments.place(), arguments.field(), &particulars)?;
    screen.answer(&erased, || {
        let (count, voucher) = (erased.text_count, erased.receipt.voucher_id);
        format!("voucher {voucher}: erased {count} texts")
    })?;
    if !erased.is_log_emptied {
        screen.say("another program reads the ledger: its log still holds the texts")?;
    }
    Ok(exit::OK)
}
