//! `mishen rules schema` and `mishen rules reference`.

use std::io::{self, Write as _};

use super::super::{Exit, Failure, args::SchemaOf};
use crate::{
    config, report,
    rules::{RuleSet, schema},
};

/// Prints the JSON Schema of a file that people write.
pub(super) fn schema(of: SchemaOf) -> Result<Exit, Failure> {
    let schema = match of {
        SchemaOf::Rule => schema::rule_schema(),
        SchemaOf::Pack => schema::pack_schema(),
        SchemaOf::Config => config::schema(),
        SchemaOf::Scan => report::scan_schema(),
        SchemaOf::Text => report::passage_schema(),
    };
    writeln!(io::stdout(), "{:#}", schema.to_value())?;
    Ok(Exit::Clear)
}

/// Prints the reference of every rule.
pub(super) fn reference(set: &RuleSet) -> Result<Exit, Failure> {
    io::stdout().write_all(report::reference(set).as_bytes())?;
    Ok(Exit::Clear)
}
