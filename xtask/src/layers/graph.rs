//! Circles in a graph of names.

use std::collections::{BTreeMap, BTreeSet};

/// The imports of each name.
pub(super) type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The strongly connected components with more than one member, each sorted (Tarjan's algorithm).
pub(super) fn circles<'a>(graph: &Graph<'a>) -> Vec<Vec<&'a str>> {
    let mut search = Search { graph, next: 0, orders: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for node in graph.keys() {
        if !search.orders.contains_key(node) {
            search.visit(node);
        }
    }
    search.found.sort();
    search.found
}

struct Search<'g, 'a> {
    graph: &'g Graph<'a>,
    next: usize,
    /// When each node was visited first.
    orders: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<Vec<&'a str>>,
}

impl<'a> Search<'_, 'a> {
    /// Returns the earliest node on the stack that `node` reaches.
    fn visit(&mut self, node: &'a str) -> usize {
        let order = self.next;
        self.next += 1;
        self.orders.insert(node, order);
        self.stack.push(node);
        let mut lowest = order;
        for target in self.graph.get(node).into_iter().flatten() {
            let reached = match self.orders.get(target) {
                None => self.visit(target),
                Some(order) if self.stack.contains(target) => *order,
                Some(_) => continue,
            };
            lowest = lowest.min(reached);
        }
        if lowest == order {
            let start = self.stack.iter().position(|open| *open == node).unwrap_or_default();
            let mut members = self.stack.split_off(start);
            members.sort_unstable();
            if members.len() > 1 {
                self.found.push(members);
            }
        }
        lowest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&'static str, &'static str)]) -> Graph<'static> {
        let mut graph = Graph::new();
        for (from, to) in edges {
            graph.entry(from).or_default().insert(to);
        }
        graph
    }

    #[test]
    fn circles_connected_in_one_direction_are_separate() {
        let edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c"), ("e", "f")];
        assert_eq!(circles(&graph(&edges)), [vec!["a", "b"], vec!["c", "d", "e"]]);
    }

    #[test]
    fn a_diamond_is_not_a_circle() {
        assert!(circles(&graph(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])).is_empty());
    }
}
