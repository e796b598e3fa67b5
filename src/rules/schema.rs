//! JSON Schemas (draft 2020-12) of the files that people write, made from the types that read them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{
    Category, ExampleForm, Position, Profile, Role, RuleStatus, Severity,
    file::{PackFile, RuleFile},
};
use crate::{
    document::{ConcealedKind, Layer},
    text::Disguise,
    validators::SHAPES,
};

/// The schema of `<rule-id>.toml`.
pub fn rule_schema() -> Schema {
    schemars::schema_for!(RuleFile)
}

/// The schema of `pack.toml`.
pub fn pack_schema() -> Schema {
    schemars::schema_for!(PackFile)
}

/// A day of the calendar.
pub struct Day;

/// A table, or an array of tables.
pub struct OneOrMany<T>(std::marker::PhantomData<T>);

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A name out of a closed list.
macro_rules! code {
    ($name:ident, $doc:literal, $codes:expr) => {
        #[doc = $doc]
        pub struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let codes: Vec<&str> = $codes;
                json_schema!({ "type": "string", "enum": codes })
            }
        }
    };
}

code!(
    CategoryCode,
    "The ground a rule stands on.",
    Category::ALL.iter().map(|one| one.code()).collect()
);
code!(SeverityCode, "How much it matters.", Severity::ALL.iter().map(|one| one.code()).collect());
code!(StatusCode, "Whether it is used.", RuleStatus::ALL.iter().map(|one| one.code()).collect());
code!(
    ProfileCode,
    "A purpose of publication.",
    Profile::ALL.iter().map(|one| one.code()).collect()
);
code!(
    PositionCode,
    "Where a match must stand.",
    Position::ALL.iter().map(|one| one.code()).collect()
);
code!(
    DisguiseCode,
    "A disguise that is seen through.",
    Disguise::ALL.iter().map(|one| one.code()).collect()
);
code!(LayerCode, "How text is carried.", Layer::ALL.iter().map(|one| one.code()).collect());
code!(
    ConcealedCode,
    "A kind of what readers do not see.",
    ConcealedKind::ALL.iter().map(|one| one.code()).collect()
);
code!(ShapeCode, "A kind of identifier.", SHAPES.iter().map(|one| one.id).collect());
code!(FormCode, "How an example is read.", ExampleForm::ALL.iter().map(|one| one.code()).collect());
code!(ProofCode, "How much a form proves.", vec!["bare", "shaped", "checked"]);
code!(SideCode, "On which side words count.", vec!["before", "after"]);

/// Who must answer.
pub struct RoleCode;

impl JsonSchema for RoleCode {
    fn schema_name() -> Cow<'static, str> {
        "RoleCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "enum": Role::PLAIN },
                { "type": "string", "pattern": "^business:[a-z-]+$" },
            ]
        })
    }
}
