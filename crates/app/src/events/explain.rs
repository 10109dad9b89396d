//! Explains the members of an event's body.

use hookglass_json::pointer::Pointer;
use hookglass_senders::explain::explain;

use super::{Events, error::EventsError};
use crate::view::Explanation;

impl Events {
    /// Explains the member at a JSON Pointer in an event's body. `None` if the catalog does not
    /// describe it.
    pub async fn explain(&self, id: i64, pointer: &str) -> Result<Option<Explanation>, EventsError> {
        let parsed = Pointer::parse(pointer)?;
        let opened = self.opened(id).await?;
        let explained = explain(&opened.event.envelope, parsed.tokens());
        Ok(explained.map(|explained| {
            let member = explained.member;
            let absent = match (member.optional, member.nullable) {
                (false, false) => "",
                (true, false) => ", can be absent",
                (false, true) => ", can be null",
                (true, true) => ", can be absent or null",
            };
            Explanation {
                pointer: pointer.to_owned(),
                part: explained.part.word().to_owned(),
                name: member.name.to_owned(),
                form: format!("{}{absent}", member.form.word()),
                description: member.about.to_owned(),
            }
        }))
    }
}
