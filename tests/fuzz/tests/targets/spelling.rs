//! Turns the fuzzer's bytes into text that is almost valid.

/// Spells each byte as one of the words; bytes without a word stand for themselves. A fuzzer that
/// changes a byte so changes a word.
pub(crate) fn spell(bytes: &[u8], words: &[&[u8]]) -> Vec<u8> {
    let spelled = |byte: &u8| words.get(usize::from(*byte)).map_or_else(|| vec![*byte], |word| word.to_vec());
    // Nearly all bytes are words.
    bytes
        .iter()
        .map(|byte| if *byte < 240 { byte % words.len() as u8 } else { *byte })
        .flat_map(|byte| spelled(&byte))
        .collect()
}

/// The same for text.
pub(crate) fn spell_text(bytes: &[u8], words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| word.as_bytes()).collect();
    String::from_utf8_lossy(&spell(bytes, &words)).into_owned()
}
