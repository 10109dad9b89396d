//! Every call of SQLite fails, one after the other.

use hookglass_faulty_disk::{Fault, Lasts};
use hookglass_store::Store;

use crate::{folder::Template, operations::Operation};

const KINDS: [(Fault, Lasts); 4] = [
    (Fault::Io, Lasts::Once),
    (Fault::Io, Lasts::UntilHealed),
    (Fault::Full, Lasts::UntilHealed),
    (Fault::ShortWrite, Lasts::Once),
];

/// Runs an operation with a fault in the `nth` call. Returns whether there was such a call.
async fn with_fault(template: &Template, operation: Operation, (fault, lasts): (Fault, Lasts), nth: u64) -> bool {
    let what = format!("{operation:?}, {fault:?} {lasts:?} in call {nth}");
    let folder = operation.folder(template);
    let mut expected = operation.before();
    let store = operation.prepare(&folder).await;
    folder.disk.fail(fault, nth, lasts);
    let store = operation.run(&folder, store, &mut expected).await;
    folder.disk.heal();
    let has_failed = folder.disk.injected() > 0;
    let dir = operation.place(&folder);
    let store = store.unwrap_or_else(|| Store::open(&dir, folder.clock.clock()).unwrap());
    if operation == Operation::SwapIndex {
        folder.index(&store).await;
    }
    expected.assert_works(store, &what).await;
    // What lasting faults leave behind differs little from call to call.
    if lasts == Lasts::Once || nth.is_multiple_of(4) {
        expected.assert_opens(&dir, &folder.clock, &what).await;
    }
    has_failed
}

/// Fails every call of an operation. Returns how many.
async fn fail_each_call(operation: Operation) -> u64 {
    let template = Template::new().await;
    let mut injected = 0;
    for kind in KINDS {
        let mut nth = 0;
        while with_fault(&template, operation, kind, nth).await {
            nth += 1;
        }
        injected += nth;
    }
    println!("{operation:?}: {injected} faults");
    injected
}

macro_rules! tests {
    ($($name:ident: $operation:ident, at least $faults:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let injected = fail_each_call(Operation::$operation).await;
            assert!(injected >= $faults, "only {injected} faults were injected");
        }
    )*};
}

tests! {
    a_fault_while_creating_a_database_leaves_one_that_can_be_opened: Create, at least 300;
    a_fault_while_opening_loses_nothing: Open, at least 50;
    a_fault_in_an_append_loses_nothing: Append, at least 60;
    a_fault_in_a_checkpoint_loses_nothing: Checkpoint, at least 60;
    a_fault_while_pruning_removes_only_what_was_to_be_pruned: Prune, at least 200;
    a_fault_in_a_deletion_removes_only_what_was_to_be_deleted: Delete, at least 250;
    a_fault_while_shrinking_loses_nothing: Shrink, at least 40;
    a_fault_while_replacing_the_index_hides_nothing: SwapIndex, at least 250;
    a_fault_while_closing_loses_nothing: Close, at least 40;
    a_fault_while_moving_the_database_leaves_it_in_one_place: MoveAside, at least 100;
}
