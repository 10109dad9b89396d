//! The power fails before each change of a file. What was synced survives; of the rest nothing, or
//! some of it in any order.

use hookglass_faulty_disk::Unsynced;
use hookglass_store::Store;

use crate::{
    folder::{Expected, Folder, STARRED, Template, event},
    operations::Operation,
};

/// Opens what a power cut leaves behind.
async fn cut_power(folder: &Folder, nth: usize, unsynced: Unsynced, expected: &Expected, what: &str) {
    let what = format!("{what}: power cut before change {nth}, {unsynced:?}");
    let left = tempfile::tempdir().unwrap();
    folder.disk.after_power_cut(nth, unsynced, left.path());
    let store = Store::open(left.path(), folder.clock.clock()).unwrap_or_else(|error| panic!("{what}: {error}"));
    expected.assert_works(store, &what).await;
    expected.assert_opens(left.path(), &folder.clock, &what).await;
}

/// Cuts the power before each change from one to another. Returns how often.
async fn cut_power_between(folder: &Folder, changes: (usize, usize), expected: &Expected, what: &str) -> usize {
    let mut cuts = 0;
    for nth in changes.0..=changes.1 {
        for unsynced in [Unsynced::Lost, Unsynced::Mixed(nth as u64)] {
            cut_power(folder, nth, unsynced, expected, what).await;
            cuts += 1;
        }
    }
    cuts
}

async fn cut_power_during(operation: Operation) -> usize {
    let folder = operation.folder(&Template::new().await);
    folder.disk.record();
    let store = operation.prepare(&folder).await;
    let (before, mut after) = (operation.before(), operation.before());
    let begin = folder.disk.recorded();
    let store = operation.run(&folder, store, &mut after).await;
    let end = folder.disk.recorded();
    let what = format!("{operation:?}");
    let cuts = cut_power_between(&folder, (begin, end), &before.until(&after), &what).await;
    cut_power(&folder, end, Unsynced::Lost, &after, &format!("{what}, acknowledged")).await;
    drop(store);
    println!("{operation:?}: {cuts} power cuts");
    cuts
}

#[tokio::test]
async fn a_power_cut_keeps_every_acknowledged_event() {
    let folder = Template::new().await.folder();
    folder.disk.record();
    let store = folder.open();
    let (mut expected, mut cuts) = (Expected::template(), 0);
    for number in 201..=206 {
        let before = folder.disk.recorded();
        let id = store.events_mut().append(event(number)).await.unwrap();
        let mut after = expected.clone();
        after.events.insert(id, number);
        cuts +=
            cut_power_between(&folder, (before, folder.disk.recorded() - 1), &expected.until(&after), "append").await;
        expected = after;
        if number == 203 {
            let before = folder.disk.recorded();
            assert!(store.disk_mut().checkpoint().await.unwrap());
            cuts += cut_power_between(&folder, (before, folder.disk.recorded()), &expected, "checkpoint").await;
        }
        cut_power(&folder, folder.disk.recorded(), Unsynced::Lost, &expected, "acknowledged").await;
    }
    println!("appends: {cuts} power cuts");
    assert!(cuts > 50, "{cuts}");
    assert!(expected.events.contains_key(&STARRED));
}

macro_rules! tests {
    ($($name:ident: $operation:ident, at least $cuts:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let cuts = cut_power_during(Operation::$operation).await;
            assert!(cuts >= $cuts, "only {cuts} power cuts");
        }
    )*};
}

tests! {
    a_power_cut_while_creating_a_database_leaves_one_that_can_be_opened: Create, at least 100;
    a_power_cut_while_pruning_removes_only_what_was_to_be_pruned: Prune, at least 40;
    a_power_cut_in_a_deletion_removes_only_what_was_to_be_deleted: Delete, at least 50;
    a_power_cut_while_shrinking_loses_nothing: Shrink, at least 20;
    a_power_cut_while_replacing_the_index_hides_nothing: SwapIndex, at least 60;
    a_power_cut_while_closing_loses_nothing: Close, at least 16;
}
