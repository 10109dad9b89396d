//! The cache tags in the attribute: `provides(Tag(argument))`,
//! `invalidates(Tag, Tag(argument.field))`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Error, Ident, Result, Token, parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// The cache tags of a command.
#[derive(Default)]
pub(crate) struct Tags {
    pub(crate) provides: Option<Tag>,
    pub(crate) invalidates: Vec<Tag>,
}

/// A tag, or the part of it that belongs to an argument.
pub(crate) struct Tag {
    name: Ident,
    /// The argument, and fields of it; empty for the whole tag.
    pub(crate) path: Vec<Ident>,
}

impl Parse for Tags {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut tags = Self::default();
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            let inside;
            parenthesized!(inside in input);
            let listed = Punctuated::<Tag, Token![,]>::parse_terminated(&inside)?;
            if word == "provides" && tags.provides.is_none() {
                let mut listed = listed.into_iter();
                tags.provides = listed.next();
                if tags.provides.is_none() || listed.next().is_some() {
                    return Err(Error::new(word.span(), "a command provides exactly one tag"));
                }
            } else if word == "invalidates" && tags.invalidates.is_empty() {
                tags.invalidates.extend(listed);
            } else {
                return Err(Error::new(word.span(), "expected `provides(…)` or `invalidates(…)`, each once"));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(tags)
    }
}

impl Parse for Tag {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.parse()?;
        let mut path = Vec::new();
        if input.peek(syn::token::Paren) {
            let inside;
            parenthesized!(inside in input);
            path.extend(Punctuated::<Ident, Token![.]>::parse_separated_nonempty(&inside)?);
        }
        Ok(Self { name, path })
    }
}

impl Tag {
    /// The tag as an expression of the window's crate.
    pub(crate) fn described(&self) -> TokenStream {
        let name = &self.name;
        let path = self.path.iter().map(ToString::to_string);
        quote! {
            crate::contract::Tagged {
                tag: crate::contract::CacheTag::#name,
                key: crate::contract::Key::path(&[#(#path),*]),
            }
        }
    }
}
