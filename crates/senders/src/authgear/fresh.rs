//! The members of an Authgear event that are generated on send, so that a receiver does not see a
//! duplicate.

use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;

/// The edits that set the sequence number, the id for a sequence number, and the time in UNIX
/// seconds.
pub fn edits(seq: Option<i64>, id_for: Option<i64>, timestamp: Option<i64>) -> Vec<Edit> {
    let place = |tokens: &[&str]| tokens.iter().fold(Pointer::default(), |pointer, token| pointer.child(*token));
    let set = |tokens: &[&str], json: String| Edit::Set { at: place(tokens), json };
    let mut edits = Vec::new();
    edits.extend(id_for.map(|seq| set(&["id"], format!("\"{seq:016x}\""))));
    edits.extend(seq.map(|seq| set(&["seq"], seq.to_string())));
    edits.extend(timestamp.map(|seconds| set(&["context", "timestamp"], seconds.to_string())));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use hookglass_json::edit::apply;

    #[test]
    fn a_generated_id_is_seq_in_hexadecimal() {
        let body = Bytes::from_static(br#"{"id":"0","seq":0,"context":{"timestamp":0}}"#);
        let edited = apply(&body, &edits(Some(48371), Some(48371), Some(1_773_222_545))).unwrap();
        assert_eq!(edited, r#"{"id":"000000000000bcf3","seq":48371,"context":{"timestamp":1773222545}}"#);
    }
}
