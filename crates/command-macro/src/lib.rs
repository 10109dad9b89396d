//! The attribute of a window command.
//!
//! `#[command(...)]` expands to `#[tauri::command]` and describes the function for the generated
//! TypeScript: its name, doc comment, arguments, result and cache tags. The function itself is the
//! only source of that description, so the two cannot differ. The description exists in test builds
//! only, because a test writes the TypeScript.

mod description;
mod tags;

use proc_macro::TokenStream;
use quote::quote;
use syn::{ItemFn, parse_macro_input};

use tags::Tags;

/// Marks a function as a command of the window.
///
/// ```ignore
/// /// The resends of an event, newest first.
/// #[command(provides(Resends(id)))]
/// pub(super) async fn resends(app: AppState<'_>, id: i64) -> Answer<Vec<ResendView>> { … }
///
/// /// Sets the note of an event.
/// #[command(invalidates(Sidebar, Event(id)))]
/// pub(super) async fn set_note(app: AppState<'_>, id: i64, note: String) -> Answer<()> { … }
/// ```
///
/// - `provides(Tag)` declares that the result is the value of that tag. A query is cached under it;
///   a command that changes something and returns the new value replaces what is cached.
/// - `invalidates(Tag, …)` names the tags whose cached values are out of date after the command,
///   also if it failed.
/// - `Tag(argument)` means the part of a tag that belongs to an argument; a list means one part per
///   element. `Tag(argument.field)` takes a field of the argument.
#[proc_macro_attribute]
pub fn command(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let tags = parse_macro_input!(attribute as Tags);
    let function = parse_macro_input!(item as ItemFn);
    let description = description::of(&function, &tags).unwrap_or_else(|error| error.into_compile_error());
    quote! {
        #[tauri::command]
        #function
        #description
    }
    .into()
}
