//! Requests as text for other tools: cURL, HTTPie, `.http` files and `fetch`.
//!
//! A copy delivers the method, the URL, the header lines in order and the exact bytes of the body.
//! If a tool cannot do that, [`copy`] returns an error that says why. What a tool adds by itself is
//! switched off where possible and listed in a note otherwise. Nothing in a copy acts on a terminal
//! or escapes its quotes.
//!
//! [`from_curl`] reads what people paste: the quoting of bash and cmd, and curl's options
//! (https://curl.se/docs/manpage.html). It reads no files, expands no variables and runs nothing.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `copy`, `copied`, `copyable` | the formats, their results, checks that they share |
//! | `curl`, `httpie`, `rest_client`, `fetch` | one format each |
//! | `import`, `import_error` | curl command lines |
//! | `curl_options` | the table of curl's options |
//! | `bash_quote`, `bash_words`, `escapes`, `cmd`, `word` | quoting of bash and cmd |

mod bash_quote;
mod bash_words;
mod cmd;
mod copied;
mod copy;
mod copyable;
mod curl;
mod curl_options;
mod escapes;
mod fetch;
mod httpie;
mod import;
mod import_error;
mod rest_client;
mod word;

pub use copied::{Copied, CopyError};
pub use copy::{CopyFormat, copy};
pub use import::{Imported, from_curl};
pub use import_error::ImportError;

#[cfg(test)]
mod tests;
