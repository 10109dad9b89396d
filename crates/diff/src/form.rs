//! When two forms are one type.

use hookglass_json::Form;

/// Whether two forms are the same JSON type. `true` and `false` are both booleans.
pub(crate) fn same_type(old: Form, new: Form) -> bool {
    let boolean = |form| matches!(form, Form::True | Form::False);
    old == new || (boolean(old) && boolean(new))
}
