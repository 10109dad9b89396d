//! Hiding the events in the trash from a connection.

use rusqlite::{Connection, OptionalExtension as _};

/// The condition that an event is not in the trash. The first part is evaluated once per statement,
/// so that an empty trash costs a scan nothing.
pub(crate) fn is_visible(id: &str) -> String {
    format!("NOT (EXISTS (SELECT 1 FROM main.trash) AND {id} IN (SELECT event_id FROM main.trash))")
}

/// Makes `events` a view of the events that are not in the trash on this connection; `main.events`
/// has all.
pub(crate) fn hide_trash(connection: &Connection) -> rusqlite::Result<()> {
    let trash = connection.query_row("SELECT 1 FROM main.sqlite_schema WHERE name = 'trash'", [], |_| Ok(()));
    if trash.optional()?.is_none() {
        return Ok(());
    }
    let view = format!("CREATE TEMP VIEW events AS SELECT * FROM main.events WHERE {}", is_visible("id"));
    connection.execute_batch(&view)
}

#[cfg(test)]
mod tests {
    use crate::connection::{lay_out, open_reader, open_writer};

    #[test]
    fn hiding_the_trash_does_not_copy_the_events() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = open_writer(dir.path()).unwrap();
        lay_out(&writer).unwrap();
        crate::schema::migrate(&mut writer, dir.path()).unwrap();
        let reader = open_reader(dir.path()).unwrap();
        for sql in [
            "SELECT events.id FROM stars CROSS JOIN events ON events.id = stars.event_id WHERE size > 1 ORDER BY 1 DESC",
            "SELECT id FROM events WHERE id > 5 AND id <= 9 AND status = 200 ORDER BY id DESC LIMIT 3",
            "SELECT vendor, count(*) FROM events WHERE id > 5 GROUP BY vendor, type",
        ] {
            let mut plan = reader.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let lines = plan.query_map([], |row| row.get::<_, String>("detail")).unwrap();
            let plan = lines.collect::<Result<Vec<_>, _>>().unwrap().join("; ");
            assert!(plan.contains("events USING INTEGER PRIMARY KEY"), "{sql}: {plan}");
            assert!(!plan.contains("MATERIALIZE") && !plan.contains("CO-ROUTINE"), "{sql}: {plan}");
        }
    }
}
