//! Findings that are answered together.

use std::collections::BTreeMap;

use crate::finding::Finding;

/// Groups `findings`: those of one rule in one column or, outside of tables, in one part and layer
/// have one remedy and one answer. Gravest first, then by rule; within a group in reading order.
pub(super) fn groups<'f>(findings: &[&'f Finding]) -> Vec<Vec<&'f Finding>> {
    let mut groups: BTreeMap<_, Vec<&'f Finding>> = BTreeMap::new();
    for finding in findings {
        let (rule, at) = (&finding.rule, &finding.at);
        let column = at.column.filter(|_| at.table.is_some());
        let key = (finding.severity.rank(), &rule.id, &at.part, at.table, column, finding.layer);
        groups.entry(key).or_default().push(finding);
    }
    groups.into_values().collect()
}
