//! Readable names of the members of two sides.

use hookglass_json::{Value, pointer::Pointer};
use hookglass_senders::labels::{self, Label};

/// How the members of two sides are labeled.
#[derive(Debug)]
pub(super) enum Names {
    /// As members of an identity with this login ID type (that of the newer side).
    Identity(Option<String>),
    /// As members of a user.
    User,
    /// As members of a body, which can contain identities and users.
    Body,
    /// Members have no labels.
    None,
}

impl Names {
    pub(super) fn identity(identity: Value<'_>) -> Self {
        let claim = identity.path(&["claims", "https://authgear.com/claims/login_id/type"]);
        Self::Identity(claim.and_then(|claim| Some(claim.string()?.into_owned())))
    }

    /// The label of a member. `at` is the place of the sides in a body.
    pub(super) fn of(&self, at: Option<&Pointer>, path: &Pointer) -> Option<Label> {
        let user = |path: &Pointer| labels::of_user_member(path).map(|name| Label { name, hint: None });
        match self {
            Self::Identity(login_id_type) => labels::of_identity_member(path, login_id_type.as_deref()),
            Self::User => user(path),
            Self::Body => {
                let above = at.map(Pointer::tokens).unwrap_or_default();
                let tokens: Vec<&str> = above.iter().chain(path.tokens()).map(String::as_str).collect();
                let rest = |from: usize| {
                    let mut rest = Pointer::default();
                    tokens[from..].iter().for_each(|token| rest.push(*token));
                    rest
                };
                match tokens[..] {
                    ["payload", "user", _, ..] => user(&rest(2)),
                    ["payload", "identity" | "old_identity" | "new_identity", _, ..] => {
                        labels::of_identity_member(&rest(2), None)
                    }
                    ["payload", "identities", _, _, ..] => labels::of_identity_member(&rest(3), None),
                    _ => None,
                }
            }
            Self::None => None,
        }
    }
}
