//! The description of a command, as code that builds it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Error, Expr, ExprLit, FnArg, GenericArgument, Ident, ItemFn, Lit, Meta, Pat, PathArguments, Result,
    ReturnType, Type, TypePath, spanned::Spanned,
};

use crate::tags::{Tag, Tags};

/// Types of arguments that Tauri supplies. The window does not send them.
const INJECTED: &[&str] =
    &["AppHandle", "AppState", "CommandScope", "GlobalScope", "Request", "State", "Webview", "WebviewWindow", "Window"];

/// A result of raw bytes, which does not cross as JSON.
const RAW_BYTES: &str = "Response";

/// An argument that the window sends.
struct Argument<'a> {
    name: &'a Ident,
    of: &'a Type,
}

/// A type with the name of the function, and the description as its implementation of `Describe`.
/// Types and functions have separate namespaces, so one list of names serves both Tauri's handler
/// and the generator.
pub(crate) fn of(function: &ItemFn, tags: &Tags) -> Result<TokenStream> {
    let (name, visibility) = (&function.sig.ident, &function.vis);
    let docs = docs(&function.attrs);
    if docs.is_empty() {
        return Err(Error::new(name.span(), "a command needs a doc comment: it is copied to TypeScript"));
    }
    let arguments = function.sig.inputs.iter().filter_map(|input| argument(input).transpose());
    let arguments = arguments.collect::<Result<Vec<_>>>()?;
    let result = match ok_type(&function.sig.output)? {
        of if last_name(of).is_some_and(|name| name == RAW_BYTES) => quote!(crate::contract::Type::raw_bytes()),
        of => quote!(crate::contract::Type::of::<#of>()),
    };
    let checks = tags.provides.iter().chain(&tags.invalidates).map(|tag| field_check(tag, &arguments));
    let checks = checks.collect::<Result<Vec<_>>>()?;
    let (names, types): (Vec<_>, Vec<_>) =
        arguments.iter().map(|argument| (camel_case(&argument.name.to_string()), argument.of)).unzip();
    let provides = match &tags.provides {
        Some(tag) => {
            let tag = tag.described();
            quote!(Some(#tag))
        }
        None => quote!(None),
    };
    let invalidates = tags.invalidates.iter().map(Tag::described);
    let text = name.to_string();
    Ok(quote! {
        #[cfg(test)]
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility enum #name {}

        #[cfg(test)]
        impl crate::contract::Describe for #name {
            fn describe() -> crate::contract::Command {
                #(#checks)*
                crate::contract::Command {
                    name: #text,
                    docs: #docs,
                    args: vec![#((#names, crate::contract::Type::of::<#types>())),*],
                    result: #result,
                    provides: #provides,
                    invalidates: vec![#(#invalidates),*],
                }
            }
        }
    })
}

/// The argument, unless Tauri supplies it.
fn argument(input: &FnArg) -> Result<Option<Argument<'_>>> {
    let FnArg::Typed(typed) = input else {
        return Err(Error::new(input.span(), "a command is a free function"));
    };
    if last_name(&typed.ty).is_some_and(|name| INJECTED.iter().any(|injected| name == injected)) {
        return Ok(None);
    }
    let Pat::Ident(pattern) = &*typed.pat else {
        return Err(Error::new(typed.pat.span(), "an argument of a command has a plain name"));
    };
    Ok(Some(Argument { name: &pattern.ident, of: &typed.ty }))
}

/// The `T` of `Answer<T>` or `Result<T, _>`.
fn ok_type(output: &ReturnType) -> Result<&Type> {
    let wrong = || Error::new(output.span(), "a command returns `Answer<T>` or `Result<T, _>`");
    let ReturnType::Type(_, output) = output else { return Err(wrong()) };
    let Type::Path(TypePath { path, .. }) = &**output else { return Err(wrong()) };
    let Some(PathArguments::AngleBracketed(generics)) = path.segments.last().map(|segment| &segment.arguments) else {
        return Err(wrong());
    };
    match generics.args.first() {
        Some(GenericArgument::Type(of)) => Ok(of),
        _ => Err(wrong()),
    }
}

/// A statement that compiles only if the fields of a tag exist.
fn field_check(tag: &Tag, arguments: &[Argument<'_>]) -> Result<TokenStream> {
    let Some((first, fields)) = tag.path.split_first() else { return Ok(TokenStream::new()) };
    let Some(Argument { of, .. }) = arguments.iter().find(|argument| argument.name == first) else {
        return Err(Error::new(first.span(), format!("the command has no argument `{first}`")));
    };
    Ok(quote!(let _ = |argument: #of| { let _ = argument #(.#fields)*; };))
}

fn last_name(of: &Type) -> Option<&Ident> {
    match of {
        Type::Path(TypePath { path, .. }) => path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The lines of a doc comment, without the space that follows `///`.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect::<Vec<_>>().join("\n")
}

/// The name under which Tauri expects an argument.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let mut out = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn described(function: &ItemFn, tags: &Tags) -> String {
        match of(function, tags) {
            Ok(tokens) => tokens.to_string(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn arguments_have_the_names_that_tauri_expects() {
        assert_eq!(camel_case("event_id"), "eventId");
        assert_eq!(camel_case("_reveal"), "reveal");
        assert_eq!(camel_case("start"), "start");
    }

    #[test]
    fn what_tauri_supplies_is_no_argument() {
        let function = parse_quote! {
            /// Text.
            async fn star(app: AppState<'_>, window: tauri::WebviewWindow, event_id: i64) -> Answer<()> {}
        };
        let text = described(&function, &Tags::default());
        assert!(text.contains("\"eventId\"") && !text.contains("\"app\"") && !text.contains("\"window\""), "{text}");
    }

    #[test]
    fn a_response_is_raw_bytes() {
        let function = parse_quote! {
            /// Text.
            async fn body() -> Answer<tauri::ipc::Response> {}
        };
        assert!(described(&function, &Tags::default()).contains("raw_bytes"));
    }

    #[test]
    fn a_tag_of_a_missing_argument_is_an_error() {
        let function: ItemFn = parse_quote! {
            /// Text.
            async fn star(id: i64) -> Answer<()> {}
        };
        let tags: Tags = parse_quote!(invalidates(Sidebar, Event(ids)));
        assert_eq!(described(&function, &tags), "error: the command has no argument `ids`");
        let tags: Tags = parse_quote!(invalidates(Sidebar, Event(id)));
        assert!(described(&function, &tags).contains("CacheTag :: Event"));
    }

    #[test]
    fn a_command_without_a_doc_comment_is_an_error() {
        let function = parse_quote! { async fn star(id: i64) -> Answer<()> {} };
        assert!(described(&function, &Tags::default()).starts_with("error: a command needs a doc comment"));
    }
}
