//! The built-in rules keep their own promises.

use mishen::{
    engine::{Searcher, trial},
    rules::RuleSet,
};

#[test]
fn every_rule_finds_its_examples_and_is_silent_on_its_counterexamples() {
    let set = RuleSet::load(&[], &[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let failures = trial(&Searcher::new(set), |_| true);
    let told: Vec<String> = failures
        .iter()
        .map(|failure| {
            let kind = if failure.counter { "counterexample" } else { "example" };
            let (expected, found) = (&failure.expected, &failure.found);
            format!(
                "{} {kind} {}: expected {expected:?}, found {found:?}",
                failure.rule, failure.number
            )
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", told.join("\n"));
}
