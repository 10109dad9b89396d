//! Cyrillic and Greek letters that look like Latin ones, as used in spoofed addresses.

/// Letters and the Latin ones they resemble: the confusables of Unicode Technical Standard 39 and a
/// few near matches, such as small capitals.
const CONFUSABLES: [(char, char); 62] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('ѐ', 'è'),
    ('ё', 'ë'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ї', 'ï'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('г', 'r'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('α', 'a'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('υ', 'u'),
    ('ϲ', 'c'),
    ('ϳ', 'j'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('Ζ', 'Z'),
];

fn latin(character: char) -> Option<char> {
    CONFUSABLES.iter().find(|(other, _)| *other == character).map(|&(_, latin)| latin)
}

/// The text with every look-alike replaced by its Latin letter.
pub(super) fn in_latin(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|character| if character.is_ascii() { character } else { latin(character).unwrap_or(character) })
}

/// The first look-alike in a word that also has Latin letters, and its alphabet.
pub(super) fn mixed(text: &str) -> Option<(char, &'static str)> {
    text.split(|character: char| !character.is_alphabetic()).find_map(|word| {
        word.chars().find(char::is_ascii_alphabetic)?;
        let found = word.chars().find(|&character| latin(character).is_some())?;
        Some((found, if ('\u{400}'..='\u{52f}').contains(&found) { "Cyrillic" } else { "Greek" }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_maps_to_itself_and_each_is_listed_once() {
        assert!(CONFUSABLES.iter().all(|(other, latin)| *other > '\u{370}' && *latin < '\u{100}'));
        let mut letters: Vec<_> = CONFUSABLES.iter().map(|pair| pair.0).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), CONFUSABLES.len());
    }

    #[test]
    fn a_word_of_two_alphabets_is_distinguished_from_two_words() {
        assert_eq!(mixed("pay раураl"), Some(('р', "Cyrillic")));
        assert_eq!(mixed("gοοgle"), Some(('ο', "Greek")));
        assert_eq!(mixed("мир world"), None);
        assert_eq!(mixed("жfoo"), None, "no look-alike");
        assert!(in_latin("рау").eq("pay".chars()));
    }
}
