//! A request from a curl command line.
//!
//! What curl adds by itself is added, in curl's order, but for its `User-Agent`: a header given with `-H` replaces it, and
//! `-H 'Name:'` leaves it out (curl, `lib/http.c`, `src/tool_getparam.c`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use percent_encoding::percent_decode_str;

use super::curl_options::{self, CurlOption, Data, Means};
use super::shell::{self, Word};
use super::{ImportError, Imported, cmd, is_token};
use crate::headers::Headers;
use crate::outgoing::Outgoing;
use hookglass_json::display::elided;

/// Reads a request from a curl command line, in bash's quoting or in cmd's.
pub fn from_curl(text: &str) -> Result<Imported, ImportError> {
    let mut import = Import { text, ..Import::default() };
    let arguments = import.arguments()?;
    import.read(&arguments)?;
    import.finish(&arguments)
}

#[derive(Debug, Default)]
struct Import<'t> {
    text: &'t str,
    /// What is piped into the command.
    input: Option<Vec<u8>>,
    url: Option<(String, (usize, usize))>,
    method: Option<(String, (usize, usize))>,
    /// Header lines with their values; `None` leaves out what curl would add.
    headers: Vec<(String, Option<Vec<u8>>)>,
    data: Option<Vec<u8>>,
    is_json: bool,
    is_get: bool,
    head: Option<(usize, usize)>,
    authorization: Option<Vec<u8>>,
    cookie: Option<Vec<u8>>,
    agent: Option<Vec<u8>>,
    referer: Option<Vec<u8>>,
    compressed: bool,
    path_as_is: bool,
    glob_off: bool,
    notes: Vec<String>,
}

impl Import<'_> {
    fn error<T>(&self, span: (usize, usize), what: impl Into<String>) -> Result<T, ImportError> {
        Err(ImportError::at(self.text, span, what))
    }

    fn note(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.notes.contains(&sentence) {
            self.notes.push(sentence);
        }
    }

    /// The words after `curl`.
    fn arguments(&mut self) -> Result<Vec<Word>, ImportError> {
        let mut commands =
            if cmd::is_cmd(self.text) { vec![cmd::read(self.text)?] } else { shell::read(self.text)?.commands };
        // The sign of a prompt that was copied too.
        if commands[0].first().is_some_and(|word| word.bytes == b"$") {
            commands[0].remove(0);
        }
        let is_curl = |words: &[Word]| {
            words.first().is_some_and(|word| {
                let name = String::from_utf8_lossy(&word.bytes).to_ascii_lowercase();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
                name == "curl" || name == "curl.exe"
            })
        };
        let whole = (0, self.text.len());
        let Some(at) = commands.iter().position(|words| is_curl(words)) else {
            let span = commands[0].first().map_or(whole, |word| word.span);
            return self.error(span, "it must begin with curl");
        };
        if at > 1 {
            return self.error(whole, "only printf or echo can stand before curl");
        }
        if at == 1 {
            self.input = Some(self.printed(&commands[0])?);
        }
        if commands.len() > at + 1 {
            self.note("What the answer is piped into is left out.");
        }
        let mut words = commands.swap_remove(at);
        words.remove(0);
        Ok(words)
    }

    /// What the command before the pipe prints.
    fn printed(&self, words: &[Word]) -> Result<Vec<u8>, ImportError> {
        let texts: Vec<&[u8]> = words.iter().map(|word| word.bytes.as_slice()).collect();
        let span = words.first().map_or((0, 0), |word| word.span);
        match texts.as_slice() {
            [b"printf", b"%s", text] => Ok(text.to_vec()),
            [b"printf", b"%s\\n", text] => Ok([text, &b"\n"[..]].concat()),
            [b"printf", format] => shell::printed(format).or_else(|_| {
                self.error(words[1].span, "this format of printf is not known here; give the body with --data-raw")
            }),
            [b"echo", b"-n", rest @ ..] => Ok(rest.join(&b' ')),
            [b"echo", rest @ ..] if rest.first().is_none_or(|first| !first.starts_with(b"-")) => {
                Ok([rest.join(&b' '), b"\n".to_vec()].concat())
            }
            _ => self.error(span, "only printf or echo can stand before curl; give the body with --data-raw"),
        }
    }

    fn read(&mut self, arguments: &[Word]) -> Result<(), ImportError> {
        let mut rest = arguments.iter();
        let mut options_end = false;
        while let Some(word) = rest.next() {
            let bytes = word.bytes.as_slice();
            if options_end || !bytes.starts_with(b"-") || bytes == b"-" {
                self.set_url(bytes, word.span)?;
                continue;
            }
            if bytes == b"--" {
                options_end = true;
                continue;
            }
            let written = String::from_utf8_lossy(bytes).into_owned();
            if let Some(name) = written.strip_prefix("--") {
                let Some(option) = curl_options::long(name) else {
                    let what = format!(
                        "curl's option --{} is not known here; leave it out, with its value if it has one",
                        elided(name, 40)
                    );
                    return self.error(word.span, what);
                };
                let value = if option.takes_value { Some(self.next(option, &mut rest, word)?) } else { None };
                self.apply(option, value.unwrap_or_default(), word.span)?;
                continue;
            }
            self.letters(word, &mut rest)?;
        }
        Ok(())
    }

    /// Options of one letter, several in one word; the value of the last begins behind it.
    fn letters<'w>(&mut self, word: &'w Word, rest: &mut impl Iterator<Item = &'w Word>) -> Result<(), ImportError> {
        let bytes = word.bytes.as_slice();
        for at in 1..bytes.len() {
            let Some(option) = curl_options::short(bytes[at]) else {
                let letter = String::from_utf8_lossy(&bytes[at..]).chars().next().unwrap_or_default();
                let what = format!("curl's option -{} is not known here; leave it out", letter.escape_debug());
                return self.error(word.span, what);
            };
            if !option.takes_value {
                self.apply(option, &[], word.span)?;
                continue;
            }
            let value = if at + 1 < bytes.len() { &bytes[at + 1..] } else { self.next(option, rest, word)? };
            return self.apply(option, value, word.span);
        }
        Ok(())
    }

    fn next<'w>(
        &self,
        option: &CurlOption,
        rest: &mut impl Iterator<Item = &'w Word>,
        word: &Word,
    ) -> Result<&'w [u8], ImportError> {
        match rest.next() {
            Some(value) => Ok(&value.bytes),
            None => self.error(word.span, format!("the value of --{} is missing", option.long)),
        }
    }

    fn text_of(&self, value: &[u8], span: (usize, usize)) -> Result<String, ImportError> {
        match std::str::from_utf8(value) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.error(span, "this is not UTF-8"),
        }
    }

    fn set_url(&mut self, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        if self.url.is_some() {
            let shown = elided(&String::from_utf8_lossy(value), 60);
            let what =
                format!("a second URL, '{shown}'; one request is read at a time (or a quote is missing before it)");
            return self.error(span, what);
        }
        self.url = Some((self.text_of(value, span)?, span));
        Ok(())
    }

    fn apply(&mut self, option: &CurlOption, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        match option.means {
            Means::Nothing => {}
            Means::Noted(sentence) => self.note(sentence),
            Means::Refused(what) => return self.error(span, format!("--{}: {what}", option.long)),
            Means::Method => self.method = Some((self.text_of(value, span)?, span)),
            Means::Header => self.header(value, span)?,
            Means::Data(kind) => self.add_data(kind, value, span)?,
            Means::Get => self.is_get = true,
            Means::Head => self.head = Some(span),
            Means::User => {
                if !value.contains(&b':') {
                    let what =
                        "curl would ask for the password of this user; write it behind a colon: -u user:password";
                    return self.error(span, what);
                }
                self.authorization = Some(format!("Basic {}", STANDARD.encode(value)).into_bytes());
            }
            Means::Bearer => self.authorization = Some([b"Bearer ", value].concat()),
            Means::Cookie => {
                if !value.contains(&b'=') {
                    return self.error(span, format!("{}; write the cookies as name=value", unread(value)));
                }
                self.cookie = Some(match self.cookie.take() {
                    None => value.to_vec(),
                    Some(before) => [&before[..], b";", value].concat(),
                });
            }
            Means::Agent => self.agent = Some(value.to_vec()),
            Means::Referer => {
                let own = value.strip_suffix(b";auto").unwrap_or(value);
                self.referer = Some(own.to_vec());
            }
            Means::Url => self.set_url(value, span)?,
            Means::Compressed => self.compressed = true,
            Means::PathAsIs => self.path_as_is = true,
            Means::GlobOff => self.glob_off = true,
        }
        Ok(())
    }

    fn header(&mut self, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        if value.starts_with(b"@") {
            return self.error(span, format!("{}; write its headers out", unread(&value[1..])));
        }
        if value.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
            return self.error(span, "a line break in a header, which HTTP does not have");
        }
        let (name, given) = match value.iter().position(|byte| *byte == b':') {
            Some(colon) => {
                let given = value[colon + 1..].trim_ascii();
                (&value[..colon], (!given.is_empty()).then(|| given.to_vec()))
            }
            None => match value.trim_ascii_end().strip_suffix(b";") {
                Some(name) => (name, Some(Vec::new())),
                None => {
                    let shown = elided(&String::from_utf8_lossy(value), 60);
                    self.note(format!("'{shown}' has no colon, so curl sends no such header; it is left out."));
                    return Ok(());
                }
            },
        };
        if !is_token(name) {
            let shown = elided(&String::from_utf8_lossy(name), 60);
            return self.error(span, format!("'{shown}' is not the name of a header"));
        }
        let name = String::from_utf8_lossy(name).into_owned();
        if ["content-length", "transfer-encoding"].iter().any(|framing| name.eq_ignore_ascii_case(framing)) {
            self.note(format!("'{name}' is left out: it is worked out from the body."));
            return Ok(());
        }
        self.headers.push((name, given));
        Ok(())
    }

    fn add_data(&mut self, kind: Data, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        let from_file = value.strip_prefix(b"@").filter(|_| !matches!(kind, Data::Raw | Data::UrlEncoded));
        let given = match (from_file, kind) {
            (Some(b"-"), kind) if self.input.is_some() => {
                let input = self.input.clone().unwrap_or_default();
                let is_kept = |byte: &u8| kind != Data::Plain || !matches!(byte, 0 | b'\r' | b'\n');
                input.into_iter().filter(is_kept).collect()
            }
            (Some(file), _) => {
                return self.error(span, format!("{}; paste its content instead of the name", unread(file)));
            }
            (None, Data::UrlEncoded) => self.url_encoded(value, span)?,
            (None, _) => value.to_vec(),
        };
        self.is_json |= kind == Data::Json;
        self.data = Some(match self.data.take() {
            None => given,
            Some(before) => [&before[..], if kind == Data::Json { b"" } else { b"&" }, &given].concat(),
        });
        Ok(())
    }

    /// `content`, `=content` or `name=content`; the content is encoded, and a space becomes a plus sign.
    fn url_encoded(&self, value: &[u8], span: (usize, usize)) -> Result<Vec<u8>, ImportError> {
        let mark = value.iter().position(|byte| matches!(byte, b'=' | b'@'));
        let (name, content) = match mark {
            Some(at) if value[at] == b'@' => {
                return self
                    .error(span, format!("{}; paste its content instead of the name", unread(&value[at + 1..])));
            }
            Some(at) => (&value[..at], &value[at + 1..]),
            None => (&b""[..], value),
        };
        let mut out = name.to_vec();
        if !name.is_empty() {
            out.push(b'=');
        }
        for byte in content {
            match byte {
                b' ' => out.push(b'+'),
                byte if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => out.push(*byte),
                byte => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
            }
        }
        Ok(out)
    }

    fn finish(mut self, arguments: &[Word]) -> Result<Imported, ImportError> {
        let end = arguments.last().map_or(self.text.len(), |word| word.span.1);
        let Some((url, span)) = self.url.take() else { return self.error((end, end), "the URL is missing") };
        let url = self.whole_url(url, span)?;
        let (url, body) = match self.data.take() {
            Some(data) if self.is_get => (self.with_query(&url, &data, span)?, None),
            data => (url, data),
        };
        if let Some(head) = self.head.filter(|_| body.is_some()) {
            return self.error(head, "-I asks for no body, and a body is given; leave one of them out");
        }
        let method = match (&self.method, &body) {
            (Some((method, span)), _) if !is_token(method.as_bytes()) => {
                return self.error(*span, format!("'{}' is not a method", elided(method, 40)));
            }
            (Some((method, _)), _) => method.clone(),
            (None, _) if self.head.is_some() => "HEAD".to_owned(),
            (None, Some(_)) => "POST".to_owned(),
            (None, None) => "GET".to_owned(),
        };
        let headers = self.all_headers(body.is_some());
        let request = Outgoing { method, url, headers, body: Bytes::from(body.unwrap_or_default()) };
        Ok(Imported { request, notes: self.notes })
    }

    /// The header lines as curl sends them: its own first, but for those that `-H` names.
    fn all_headers(&mut self, has_body: bool) -> Headers {
        if self.is_json {
            for name in ["Content-Type", "Accept"] {
                if !self.names(name) {
                    self.headers.push((name.to_owned(), Some(b"application/json".to_vec())));
                }
            }
        }
        let encodings = (self.compressed && !self.names("accept-encoding")).then(|| {
            self.note(
                "For --compressed the header Accept-Encoding asks for deflate and gzip, which Hookglass can undo.",
            );
            b"deflate, gzip".to_vec()
        });
        let own = [
            ("Authorization", self.authorization.take()),
            ("User-Agent", self.agent.take().filter(|agent| !agent.is_empty())),
            ("Accept", Some(b"*/*".to_vec())),
            ("Accept-Encoding", encodings),
            ("Referer", self.referer.take().filter(|referer| !referer.is_empty())),
            ("Cookie", self.cookie.take()),
        ];
        let mut headers = Headers::default();
        for (name, value) in own {
            if let Some(value) = value.filter(|_| !self.names(name)) {
                headers.push(name.as_bytes(), &value);
            }
        }
        for (name, value) in &self.headers {
            if let Some(value) = value {
                headers.push(name.as_bytes(), value);
            }
        }
        if has_body && !self.names("content-type") {
            headers.push(b"Content-Type", b"application/x-www-form-urlencoded");
        }
        headers
    }

    fn names(&self, name: &str) -> bool {
        self.headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name))
    }

    fn whole_url(&mut self, url: String, span: (usize, usize)) -> Result<String, ImportError> {
        let url = match url.split_once("://") {
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => url,
            Some((scheme, _)) if !scheme.contains(['/', '?']) => {
                return self
                    .error(span, format!("'{}' is no scheme of HTTP; there are http and https", elided(scheme, 40)));
            }
            _ => {
                self.note("The URL has no scheme, so http is taken, as curl does.");
                format!("http://{url}")
            }
        };
        if let Some(odd) = url.chars().find(|character| !character.is_ascii_graphic()) {
            let what = format!("the URL holds '{}'; percent-encode it", odd.escape_debug());
            return self.error(span, what);
        }
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, local) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        if host.is_empty() {
            return self.error(span, "the URL has no host");
        }
        let globs = local.contains(['{', '[']) || host.contains('{');
        if globs && !self.glob_off {
            let what = "curl would make several requests of the brackets in this URL; percent-encode them, or give -g";
            return self.error(span, what);
        }
        if let Some(user) = user {
            let user: Vec<u8> = percent_decode_str(user).collect();
            let user = if user.contains(&b':') { user } else { [&user[..], b":"].concat() };
            let given = format!("Basic {}", STANDARD.encode(user)).into_bytes();
            self.authorization.get_or_insert(given);
        }
        let local = if self.path_as_is { local.to_owned() } else { without_dots(local) };
        Ok(format!("{scheme}://{host}{local}"))
    }

    fn with_query(&self, url: &str, data: &[u8], span: (usize, usize)) -> Result<String, ImportError> {
        let data = self.text_of(data, span)?;
        if let Some(odd) = data.chars().find(|character| !character.is_ascii_graphic()) {
            let what = format!("the data for the query holds '{}'; use --data-urlencode", odd.escape_debug());
            return self.error(span, what);
        }
        let joint = match url.split_once('?') {
            Some((_, "")) => "",
            Some(_) => "&",
            None if data.is_empty() => "",
            None => "?",
        };
        Ok(format!("{url}{joint}{data}"))
    }
}

fn unread(name: &[u8]) -> String {
    match name {
        b"-" => "standard input cannot be read here".to_owned(),
        name => format!("the file '{}' cannot be read here", elided(&String::from_utf8_lossy(name), 60)),
    }
}

/// A path and query without `.` and `..` in the path (RFC 3986, 5.2.4), as curl sends it.
fn without_dots(local: &str) -> String {
    let (path, query) = local.split_at(local.find('?').unwrap_or(local.len()));
    if !path.split('/').any(|segment| segment == "." || segment == "..") {
        return local.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (at, segment) in segments.iter().enumerate() {
        let is_last = at + 1 == segments.len();
        match *segment {
            ".." => {
                kept.pop();
            }
            "." => {}
            other => {
                kept.push(other);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}{query}", kept.join("/"))
}
