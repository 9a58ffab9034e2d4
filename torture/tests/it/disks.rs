//! The disk that is put together after a power cut.

use fastrand::Rng;
use yusuan_torture::disk::{Disk, Files, Loss, Op, Tearing};

const POWERSAFE: Tearing = Tearing {
    is_powersafe: true,
    sector_bytes: 512,
};

fn write(offset: usize, byte: u8, length: usize) -> Op {
    Op::Write {
        inode: 0,
        offset,
        bytes: vec![byte; length],
    }
}

fn disk(ops: &[Op]) -> Disk {
    let mut disk = Disk::new(&Files::from([("a".to_owned(), vec![1; 2_048])]));
    for op in ops {
        disk.apply(op, &mut Rng::with_seed(1));
    }
    disk
}

fn cuts(disk: &Disk, loss: Loss, tearing: Tearing) -> Vec<Vec<u8>> {
    let mut random = Rng::with_seed(7);
    (0..200)
        .map(|_| disk.cut(loss, tearing, &mut random)["a"].clone())
        .collect()
}

#[test]
fn what_was_synced_is_there() {
    let disk = disk(&[write(0, 2, 512), Op::Sync { inode: 0 }, write(512, 3, 512)]);
    for loss in [Loss::All, Loss::Nothing, Loss::Behind, Loss::Any] {
        for content in cuts(&disk, loss, POWERSAFE) {
            assert_eq!(content[..512], [2; 512]);
            assert_eq!(content[1_024..], [1; 1_024]);
        }
    }
}

#[test]
fn of_the_rest_anything_may_be() {
    let disk = disk(&[write(0, 2, 1_024), write(1_024, 3, 2_048)]);
    let found = cuts(&disk, Loss::Any, POWERSAFE);
    let any = |is: fn(&Vec<u8>) -> bool| found.iter().any(is);
    assert!(any(|it| it.len() == 2_048) && any(|it| it.len() == 3_072));
    assert!(any(|it| it[0] == 1 && it[1_024] == 3), "reordered");
    assert!(any(|it| it[0] == 2 && it[512] == 1), "torn");
    assert!(
        any(|it| it[..1_024].iter().any(|byte| *byte > 3)),
        "rubbish"
    );
}

#[test]
fn only_a_device_that_is_not_powersafe_hurts_what_stands_beside() {
    let disk = disk(&[write(600, 2, 8)]);
    let hurt = |tearing| {
        let cuts = cuts(&disk, Loss::Any, tearing);
        cuts.iter().any(|content| content[512..600] != [1; 88])
    };
    assert!(!hurt(POWERSAFE));
    assert!(hurt(Tearing {
        is_powersafe: false,
        ..POWERSAFE
    }));
}

#[test]
fn a_failed_sync_loses_also_what_is_synced_later() {
    let ops = [
        write(0, 2, 512),
        write(512, 2, 512),
        write(1_024, 2, 512),
        Op::SyncFailed { inode: 0 },
        Op::Sync { inode: 0 },
    ];
    let mut kept: Vec<usize> = Vec::new();
    for seed in 0..20 {
        let mut disk = disk(&ops[..3]);
        let mut random = Rng::with_seed(seed);
        ops[3..].iter().for_each(|op| disk.apply(op, &mut random));
        let files = disk.cut(Loss::Nothing, POWERSAFE, &mut random);
        kept.push(files["a"].split(|byte| *byte != 2).map(<[u8]>::len).sum());
    }
    kept.sort_unstable();
    kept.dedup();
    assert_eq!(kept, [0, 512, 1_024, 1_536]);
}

#[test]
fn a_name_is_durable_once_its_folder_is_synced() {
    let delete = Op::Delete {
        name: "a".to_owned(),
    };
    let mut found = disk(&[delete.clone(), Op::SyncFolder]);
    let mut random = Rng::with_seed(1);
    assert!(found.cut(Loss::All, POWERSAFE, &mut random).is_empty());
    found = disk(&[delete]);
    assert_eq!(found.cut(Loss::All, POWERSAFE, &mut random).len(), 1);
    assert!(found.cut(Loss::Nothing, POWERSAFE, &mut random).is_empty());
}
