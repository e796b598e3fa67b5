//! Findings that are answered together.

use crate::finding::Finding;

/// A `Group` is findings of one rule in one column, table or document that have one remedy.
pub(super) struct Group<'f> {
    pub(super) findings: Vec<&'f Finding>,
}

/// Groups `findings`: gravest first, then by rule, then in reading order.
pub(super) fn groups<'f>(findings: &[&'f Finding]) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    for finding in findings {
        let known = groups.iter_mut().find(|group| {
            group.findings.first().is_some_and(|first| {
                first.rule.id == finding.rule.id
                    && first.severity == finding.severity
                    && first.at.part == finding.at.part
                    && (first.at.table, first.at.column) == (finding.at.table, finding.at.column)
            })
        });
        match known {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group { findings: vec![finding] }),
        }
    }
    groups.sort_by_key(|group| {
        let first = group.findings.first();
        first.map(|first| (first.severity.rank(), first.rule.id.clone(), first.at.clone()))
    });
    groups
}
