//! How often slips are found, and sound documents suspected.

use crate::publication::rates::{
    Rate, false_alarms, rate, sentence_alarms, sentence_rate, text_alarms, text_rate,
};
use crate::publication::sentences::Sentence;
use crate::publication::slips::Slip;
use crate::publication::{Published, Size};

#[test]
fn sound_documents_are_not_suspected() {
    let folder = tempfile::tempdir().unwrap();
    for published in Published::ALL {
        for (size, count) in [
            (Size::FirstUser, 25),
            (Size::Office, 25),
            (Size::Large, 12),
            (Size::Department, 4),
        ] {
            let alarms = false_alarms(published, size, count, 7, folder.path());
            assert!(alarms.is_empty(), "{}", alarms.join("\n"));
        }
    }
    for document in Published::ALL.map(|published| (published, Size::Office)) {
        let (alarms, stated, compared) = text_alarms(document, 25, 7, folder.path());
        assert!(alarms.is_empty(), "{}", alarms.join("\n"));
        assert!(
            compared * 100 >= stated * 90,
            "{document:?}: {compared} of {stated}"
        );
    }
    let alarms = sentence_alarms(200, 7, folder.path());
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// What the page says was measured, less a margin for the small number of slips.
#[test]
fn slips_are_found_as_often_as_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    let floor = |name: &str, rate: Rate, found: usize, placed: usize, explained: usize| {
        let enough = |count: usize, percent: usize| count * 100 >= rate.made * percent;
        assert!(
            enough(rate.found, found)
                && enough(rate.placed, placed)
                && enough(rate.explained, explained),
            "{name}: {rate:?}"
        );
    };
    for published in Published::ALL {
        let document = (published, Size::Office);
        for slip in Slip::ALL {
            let rate = rate(slip, document, 30, 11, folder.path(), drop);
            let (found, placed, explained) = match slip {
                Slip::RowSlipped => (75, 70, 65),
                Slip::CodeWrong | Slip::NameWrong => (95, 90, 88),
                _ => (85, 80, 72),
            };
            floor(slip.name(), rate, found, placed, explained);
        }
        for slip in Slip::OF_SENTENCES {
            let rate = text_rate(slip, document, 40, 11, folder.path(), drop);
            floor(slip.name(), rate, 75, 75, 70);
        }
    }
    for slip in Sentence::ALL {
        let rate = sentence_rate(slip, 40, 11, folder.path());
        floor(slip.name(), rate, 95, 95, 95);
    }
}
