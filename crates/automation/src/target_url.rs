//! The URL of a request: the URL of its target, completed from the request target of an event or a
//! step.

/// The URL of the target. Without a path it gets the path of the request, and without a query the
/// query of the request. Bytes that are invalid in a URL are percent-encoded.
pub(crate) fn complete(url: &str, request_target: &[u8]) -> String {
    let target = request_target.split(|&byte| byte == b'#').next().unwrap_or_default();
    let (path, query) = match target.iter().position(|&byte| byte == b'?') {
        Some(at) => (&target[..at], &target[at + 1..]),
        None => (target, &target[target.len()..]),
    };
    let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, fragment)| (rest, Some(fragment)));
    let (base, own_query) = rest.split_once('?').map_or((rest, None), |(base, query)| (base, Some(query)));
    let authority = base.find("://").map_or(0, |at| at + 3);
    let origin = base[authority..].find('/').map_or(base, |at| &base[..authority + at]);
    let has_path = !matches!(&base[origin.len()..], "" | "/");
    let mut out = if has_path || !path.starts_with(b"/") || path == b"/" {
        base.to_owned()
    } else {
        let mut out = origin.to_owned();
        push_encoded(&mut out, path);
        out
    };
    match own_query {
        Some(own) => out.extend(["?", own]),
        None if query.is_empty() => {}
        None => {
            out.push('?');
            push_encoded(&mut out, query);
        }
    }
    fragment.into_iter().for_each(|fragment| out.extend(["#", fragment]));
    out
}

fn push_encoded(out: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_graphic() && !b"<>\"".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_gets_the_path_and_the_query_that_it_lacks() {
        for (url, target, expected) in [
            ("http://a.test/hooks", "/in/1", "http://a.test/hooks"),
            ("http://a.test/hooks", "/in?x=%20&y", "http://a.test/hooks?x=%20&y"),
            ("http://a.test", "/in/1", "http://a.test/in/1"),
            ("http://a.test/", "/in?x", "http://a.test/in?x"),
            ("http://a.test", "/?x", "http://a.test?x"),
            ("http://a.test", "?x", "http://a.test?x"),
            ("http://a.test/", "", "http://a.test/"),
            ("http://a.test?own=1", "/in?x=1", "http://a.test/in?own=1"),
            ("http://a.test/hooks?own=1", "/in?x=1", "http://a.test/hooks?own=1"),
            ("http://a.test/hooks?", "/in?x=1", "http://a.test/hooks?"),
            ("http://a.test/hooks", "/in?", "http://a.test/hooks"),
            ("http://a.test/hooks#top", "/in?x", "http://a.test/hooks?x#top"),
            ("http://a.test#top", "/in#there?x", "http://a.test/in#top"),
            ("http://a.test/hooks", "/in?n=ä<>?\"", "http://a.test/hooks?n=%C3%A4%3C%3E?%22"),
            ("http://a.test", "/ä", "http://a.test/%C3%A4"),
            ("http://a.test", "*", "http://a.test"),
        ] {
            assert_eq!(complete(url, target.as_bytes()), expected, "{url} {target}");
        }
    }
}
