//! The URL as curl sends it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::command::Command;
use crate::text::import_error::ImportError;
use hookglass_json::display::elided;

impl Command<'_> {
    /// The absolute URL, checked and normalized as curl does it.
    pub(super) fn whole_url(&mut self, url: String, span: (usize, usize)) -> Result<String, ImportError> {
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

    /// The URL with the data of `-G` in its query.
    pub(super) fn with_query(&self, url: &str, data: &[u8], span: (usize, usize)) -> Result<String, ImportError> {
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

/// Removes dot segments from the path (RFC 3986, 5.2.4), as curl does.
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
