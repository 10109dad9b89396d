//! The options of curl that people paste, and how each is handled.

/// The meaning of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    Method,
    Header,
    /// A body.
    Data(Data),
    /// `-G`: moves the data into the query.
    Get,
    Head,
    User,
    Bearer,
    Cookie,
    Agent,
    Referer,
    Url,
    Compressed,
    PathAsIs,
    GlobOff,
    /// Does not affect the request.
    Nothing,
    /// Ignored, with a note.
    Noted(&'static str),
    /// An error, because the request would be a different one. The text says what to do.
    Refused(&'static str),
}

/// How a data option reads its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// `-d`: removes the line breaks of a file.
    Plain,
    /// `--data-raw`: `@` is literal.
    Raw,
    /// `--data-binary`: keeps the bytes of a file.
    Binary,
    UrlEncoded,
    Json,
}

/// An option of curl.
#[derive(Debug, Clone, Copy)]
pub(super) struct CurlOption {
    pub(super) long: &'static str,
    pub(super) short: Option<u8>,
    pub(super) takes_value: bool,
    pub(super) means: Means,
}

const fn option(long: &'static str, short: u8, takes_value: bool, means: Means) -> CurlOption {
    CurlOption { long, short: if short == 0 { None } else { Some(short) }, takes_value, means }
}

const REDIRECTS: Means = Means::Noted("Redirects are not followed: -L is left out.");
const CERTIFICATES: Means = Means::Noted("Certificates are always checked: -k is left out.");
const PROXY: Means = Means::Noted("The request goes to its host directly: the proxy is left out.");
const TLS: Means = Means::Noted("Options about TLS and certificates are left out.");
const TIME: Means = Means::Noted("Time limits and retries are left out: Hookglass has its own.");
const CONNECTION: Means = Means::Noted("Options about the connection are left out.");
const FORM: Means = Means::Refused("multipart forms are not made here; give the finished body with --data-binary");

/// The known options. Whether an unknown option takes a value is unknown too, so it is an error.
static OPTIONS: &[CurlOption] = &[
    option("request", b'X', true, Means::Method),
    option("header", b'H', true, Means::Header),
    option("data", b'd', true, Means::Data(Data::Plain)),
    option("data-ascii", 0, true, Means::Data(Data::Plain)),
    option("data-raw", 0, true, Means::Data(Data::Raw)),
    option("data-binary", 0, true, Means::Data(Data::Binary)),
    option("data-urlencode", 0, true, Means::Data(Data::UrlEncoded)),
    option("json", 0, true, Means::Data(Data::Json)),
    option("get", b'G', false, Means::Get),
    option("head", b'I', false, Means::Head),
    option("user", b'u', true, Means::User),
    option("basic", 0, false, Means::Nothing),
    option("oauth2-bearer", 0, true, Means::Bearer),
    option("cookie", b'b', true, Means::Cookie),
    option("user-agent", b'A', true, Means::Agent),
    option("referer", b'e', true, Means::Referer),
    option("url", 0, true, Means::Url),
    option("compressed", 0, false, Means::Compressed),
    option("path-as-is", 0, false, Means::PathAsIs),
    option("globoff", b'g', false, Means::GlobOff),
    option("location", b'L', false, REDIRECTS),
    option("location-trusted", 0, false, REDIRECTS),
    option("max-redirs", 0, true, REDIRECTS),
    option("post301", 0, false, REDIRECTS),
    option("post302", 0, false, REDIRECTS),
    option("post303", 0, false, REDIRECTS),
    option("insecure", b'k', false, CERTIFICATES),
    option("proxy", b'x', true, PROXY),
    option("noproxy", 0, true, PROXY),
    option("proxy-user", b'U', true, PROXY),
    option("socks5", 0, true, PROXY),
    option("socks5-hostname", 0, true, PROXY),
    option("cacert", 0, true, TLS),
    option("capath", 0, true, TLS),
    option("cert", b'E', true, TLS),
    option("cert-type", 0, true, TLS),
    option("key", 0, true, TLS),
    option("key-type", 0, true, TLS),
    option("pass", 0, true, TLS),
    option("ciphers", 0, true, TLS),
    option("tlsv1", b'1', false, TLS),
    option("tlsv1.0", 0, false, TLS),
    option("tlsv1.1", 0, false, TLS),
    option("tlsv1.2", 0, false, TLS),
    option("tlsv1.3", 0, false, TLS),
    option("tls-max", 0, true, TLS),
    option("ssl-no-revoke", 0, false, TLS),
    option("ssl-reqd", 0, false, TLS),
    option("max-time", b'm', true, TIME),
    option("connect-timeout", 0, true, TIME),
    option("expect100-timeout", 0, true, TIME),
    option("retry", 0, true, TIME),
    option("retry-delay", 0, true, TIME),
    option("retry-max-time", 0, true, TIME),
    option("retry-all-errors", 0, false, TIME),
    option("retry-connrefused", 0, false, TIME),
    option("speed-limit", b'Y', true, TIME),
    option("speed-time", b'y', true, TIME),
    option("limit-rate", 0, true, TIME),
    option("resolve", 0, true, CONNECTION),
    option("connect-to", 0, true, CONNECTION),
    option("interface", 0, true, CONNECTION),
    option("local-port", 0, true, CONNECTION),
    option("dns-servers", 0, true, CONNECTION),
    option("unix-socket", 0, true, CONNECTION),
    option("ipv4", b'4', false, CONNECTION),
    option("ipv6", b'6', false, CONNECTION),
    option("http0.9", 0, false, CONNECTION),
    option("http1.0", b'0', false, CONNECTION),
    option("http1.1", 0, false, Means::Nothing),
    option("http2", 0, false, CONNECTION),
    option("http2-prior-knowledge", 0, false, CONNECTION),
    option("http3", 0, false, CONNECTION),
    option("tcp-nodelay", 0, false, Means::Nothing),
    option("tcp-fastopen", 0, false, Means::Nothing),
    option("keepalive-time", 0, true, Means::Nothing),
    option("no-keepalive", 0, false, Means::Nothing),
    option("silent", b's', false, Means::Nothing),
    option("show-error", b'S', false, Means::Nothing),
    option("verbose", b'v', false, Means::Nothing),
    option("include", b'i', false, Means::Nothing),
    option("fail", b'f', false, Means::Nothing),
    option("fail-with-body", 0, false, Means::Nothing),
    option("fail-early", 0, false, Means::Nothing),
    option("no-buffer", b'N', false, Means::Nothing),
    option("progress-bar", b'#', false, Means::Nothing),
    option("no-progress-meter", 0, false, Means::Nothing),
    option("styled-output", 0, false, Means::Nothing),
    option("output", b'o', true, Means::Nothing),
    option("output-dir", 0, true, Means::Nothing),
    option("create-dirs", 0, false, Means::Nothing),
    option("remote-name", b'O', false, Means::Nothing),
    option("remote-header-name", b'J', false, Means::Nothing),
    option("remote-time", b'R', false, Means::Nothing),
    option("write-out", b'w', true, Means::Nothing),
    option("dump-header", b'D', true, Means::Nothing),
    option("cookie-jar", b'c', true, Means::Nothing),
    option("junk-session-cookies", b'j', false, Means::Nothing),
    option("trace", 0, true, Means::Nothing),
    option("trace-ascii", 0, true, Means::Nothing),
    option("trace-time", 0, false, Means::Nothing),
    option("stderr", 0, true, Means::Nothing),
    option("disable", b'q', false, Means::Nothing),
    option("form", b'F', true, FORM),
    option("form-string", 0, true, FORM),
    option("upload-file", b'T', true, Means::Refused("files are not read here; give the body with --data-binary")),
    option("config", b'K', true, Means::Refused("files are not read here; write its options out")),
    option("next", b':', false, Means::Refused("one request is read at a time; leave out what follows")),
    option("digest", 0, false, Means::Refused("only Basic and Bearer are known here; give an Authorization header")),
    option("negotiate", 0, false, Means::Refused("only Basic and Bearer are known here; give an Authorization header")),
    option("ntlm", 0, false, Means::Refused("only Basic and Bearer are known here; give an Authorization header")),
    option("anyauth", 0, false, Means::Refused("only Basic and Bearer are known here; give an Authorization header")),
    option("aws-sigv4", 0, true, Means::Refused("the request would have to be signed; give the finished headers")),
    option("range", b'r', true, Means::Refused("give a Range header instead")),
    option("request-target", 0, true, Means::Refused("write the target into the URL")),
];

/// Finds an option by its long name.
pub(super) fn long(name: &str) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.long == name)
}

/// Finds an option by its letter.
pub(super) fn short(letter: u8) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.short == Some(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_unique() {
        for (at, option) in OPTIONS.iter().enumerate() {
            let others = &OPTIONS[at + 1..];
            assert!(others.iter().all(|other| other.long != option.long), "--{}", option.long);
            assert!(
                option.short.is_none() || others.iter().all(|other| other.short != option.short),
                "-{}",
                option.long
            );
        }
    }
}
