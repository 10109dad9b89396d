//! Numbers and how they compare.

/// Columns that hold a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `status:`
    Status,
    /// `size:`, with `k`, `m`, `g` for powers of 1024.
    Size,
    /// `seq:`. Only 64-bit integers compare as numbers.
    Seq,
}

/// A range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Numbers that compare in this order.
    Order(Order, i64),
    /// `4xx`: the numbers of one hundred.
    Hundred(i64),
}

impl Range {
    /// Whether the range contains a number.
    pub fn holds(self, number: i64) -> bool {
        match self {
            Self::Order(order, than) => order.holds(number.cmp(&than)),
            Self::Hundred(hundred) => number.div_euclid(100) == hundred,
        }
    }
}

/// How numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `=`, or no operator.
    Equal,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Order {
    /// The operator.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
        }
    }

    pub(crate) fn holds(self, found: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::More => found.is_gt(),
            Self::AtLeast => found.is_ge(),
            Self::Less => found.is_lt(),
            Self::AtMost => found.is_le(),
        }
    }
}

/// Splits an operator from a value.
pub(crate) fn order(value: &str) -> (Order, &str) {
    let orders = [Order::AtLeast, Order::AtMost, Order::More, Order::Less, Order::Equal];
    orders
        .into_iter()
        .find_map(|order| Some((order, value.strip_prefix(order.sign())?)))
        .unwrap_or((Order::Equal, value))
}
