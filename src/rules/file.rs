//! A rule and a pack as they are written.
//!
//! Every struct here is what stands in a TOML file, key by key; nothing is checked but the types.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use toml::{Spanned, value::Datetime};

use super::change::{DisableFile, RegradeFile};
use super::schema;

/// `pack.toml`: what the rules of a folder have in common.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PackFile {
    /// The pack's id; the folder's name.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Its version.
    pub version: String,
    /// What it is about.
    pub title: BilingualFile,
    /// Alternatives that patterns and anchors of the pack name as `{name}`.
    #[serde(default)]
    pub define: BTreeMap<String, String>,
    /// Rules of packs before this one that are not wanted.
    #[serde(default)]
    #[schemars(with = "Vec<DisableFile>")]
    pub disable: Vec<Spanned<DisableFile>>,
    /// Rules of packs before this one, or of its own, that matter more or less here.
    #[serde(default)]
    #[schemars(with = "Vec<RegradeFile>")]
    pub regrade: Vec<Spanned<RegradeFile>>,
}

/// `<rule-id>.toml`: one thing to look for.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RuleFile {
    /// The rule's id; the file's stem.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// First number of its version; raised when what it finds is no longer comparable.
    #[serde(default = "one")]
    pub version: u32,
    /// What is found.
    pub title: BilingualFile,
    /// The ground it stands on.
    #[schemars(with = "schema::CategoryCode")]
    pub category: Spanned<String>,
    /// How much it matters.
    #[schemars(with = "schema::SeverityCode")]
    pub severity: Spanned<String>,
    /// Who must answer.
    #[schemars(with = "Vec<schema::RoleCode>")]
    pub sign_off: Spanned<Vec<Spanned<String>>>,
    /// Ways to match, by name.
    #[serde(rename = "match")]
    #[schemars(with = "BTreeMap<String, MatchFile>")]
    pub matches: BTreeMap<String, Spanned<MatchFile>>,
    /// What lends or takes confidence.
    #[serde(default)]
    pub evidence: EvidenceFile,
    /// Rules this one replaces on the same characters.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub supersedes: Vec<Spanned<String>>,
    /// Why it matters.
    pub why: BilingualFile,
    /// How to fix it.
    pub remedy: BilingualFile,
    /// Clauses it rests on.
    #[schemars(with = "Vec<BasisFile>")]
    pub basis: Spanned<Vec<BasisFile>>,
    /// `active` when left out, `trial`, or `off`.
    #[serde(default)]
    #[schemars(with = "Option<schema::StatusCode>")]
    pub status: Option<Spanned<String>>,
    /// The first day it is in force.
    #[serde(default)]
    #[schemars(with = "Option<schema::Day>")]
    pub since: Option<Spanned<Datetime>>,
    /// The last day it is in force.
    #[serde(default)]
    #[schemars(with = "Option<schema::Day>")]
    pub until: Option<Spanned<Datetime>>,
    /// The purposes of publication it is meant for; all when left out.
    #[serde(default)]
    #[schemars(with = "Vec<schema::ProfileCode>")]
    pub profiles: Vec<Spanned<String>>,
    /// Whether what it finds are the words of a mark, which may be shown; anything else is masked.
    #[serde(default)]
    pub mark: bool,
    /// Whether what `contacts.csv` lists, and mail at the institution's domains, is no finding.
    #[serde(default)]
    pub contact: bool,
    /// Who asked for it.
    #[serde(default)]
    pub proposed_by: Option<String>,
    /// Anything else worth knowing.
    #[serde(default)]
    pub note: Option<String>,
    /// Texts it must find something in.
    #[serde(default)]
    #[schemars(with = "Vec<ExampleFile>")]
    pub examples: Vec<Spanned<ExampleFile>>,
    /// Texts it must stay silent on.
    #[serde(default)]
    #[schemars(with = "Vec<ExampleFile>")]
    pub counterexamples: Vec<Spanned<ExampleFile>>,
}

fn one() -> u32 {
    1
}

/// A text in both languages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BilingualFile {
    /// Chinese.
    #[schemars(with = "Option<String>")]
    pub zh: Option<Spanned<String>>,
    /// English.
    #[schemars(with = "Option<String>")]
    pub en: Option<Spanned<String>>,
}

/// One way to match; exactly one of `terms`, `list`, `pattern`, `shape`, `own`, `mask`, `field`,
/// `address`, `concealed`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct MatchFile {
    /// Words.
    #[schemars(with = "Option<Vec<String>>")]
    pub terms: Option<Vec<Spanned<String>>>,
    /// A word list of the pack.
    #[schemars(with = "Option<String>")]
    pub list: Option<Spanned<String>>,
    /// A regular expression over folded text; a group named `value` is what is found.
    #[schemars(with = "Option<String>")]
    pub pattern: Option<Spanned<String>>,
    /// Literals one of which is in every match of `pattern`.
    #[schemars(with = "Vec<String>")]
    pub anchors: Vec<Spanned<String>>,
    /// How far from an anchor a match of `pattern` may begin or end, in bytes; 240 when left out.
    pub reach: Option<usize>,
    /// What must stand before a match of `pattern`, on the same line.
    #[schemars(with = "Option<String>")]
    pub after: Option<Spanned<String>>,
    /// What may stand between `after` and the match; nothing when left out.
    #[schemars(with = "Option<String>")]
    pub between: Option<Spanned<String>>,
    /// What the value of `pattern`, `field` or `address` must not look like.
    #[schemars(with = "Option<String>")]
    pub unless: Option<Spanned<String>>,
    /// An identifier's shape.
    #[schemars(with = "Option<schema::ShapeCode>")]
    pub shape: Option<Spanned<String>>,
    /// Postal addresses down to a door, read with the gazetteer.
    pub address: bool,
    /// A field whose numbers the institution writes as `numbers.csv` says.
    #[schemars(with = "Option<String>")]
    pub own: Option<Spanned<String>>,
    /// Facts about what readers do not see, by their kinds.
    #[schemars(with = "Option<Vec<schema::ConcealedCode>>")]
    pub concealed: Option<Vec<Spanned<String>>>,
    /// Masked numbers that leave more to read than `masks.csv` allows.
    pub mask: bool,
    /// Fields whose values are meant.
    #[schemars(with = "Option<Vec<String>>")]
    pub field: Option<Vec<Spanned<String>>>,
    /// What a value under `field` looks like.
    #[schemars(with = "Option<String>")]
    pub holds: Option<Spanned<String>>,
    /// What the document's name or one of its first lines must look like.
    #[schemars(with = "Option<String>")]
    pub titled: Option<Spanned<String>>,
    /// What none of them must look like.
    #[schemars(with = "Option<String>")]
    pub untitled: Option<Spanned<String>>,
    /// It counts only while the first day named in its value, or else in what the document is
    /// called, has not passed; where no day is named it counts.
    pub ahead: bool,
    /// Where it must stand; anywhere when left out.
    #[schemars(with = "Vec<schema::PositionCode>")]
    pub position: Vec<Spanned<String>>,
    /// Disguises it sees through.
    #[schemars(with = "Vec<schema::DisguiseCode>")]
    pub tolerate: Vec<Spanned<String>>,
    /// How much the form itself proves: `bare`, `shaped`, `checked`.
    #[schemars(with = "Option<schema::ProofCode>")]
    pub proof: Option<Spanned<String>>,
    /// Layers it is confined to.
    #[schemars(with = "Vec<schema::LayerCode>")]
    pub layers: Vec<Spanned<String>>,
}

/// What lends or takes confidence.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Fields whose header or label is one point.
    #[schemars(with = "Vec<String>")]
    pub field: Vec<Spanned<String>>,
    /// Words nearby that are one point.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "schema::OneOrMany<ContextFile>")]
    pub near: Vec<ContextFile>,
    /// Whether a person's name in the row or directly before is one point.
    pub person: bool,
    /// Whether it is one point that no word before a number, and no header, says what number it is.
    pub unnamed: bool,
    /// Positions that are one point.
    #[schemars(with = "Vec<schema::PositionCode>")]
    pub position: Vec<Spanned<String>>,
    /// Words nearby that drop the match, unless a field holds.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "schema::OneOrMany<ContextFile>")]
    pub veto: Vec<ContextFile>,
    /// Fields whose header or label drops the match.
    #[schemars(with = "Vec<String>")]
    pub not_field: Vec<Spanned<String>>,
    /// Whether something above must hold for there to be a finding at all.
    pub required: bool,
}

/// Words near a match.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ContextFile {
    /// The words.
    pub words: Vec<String>,
    /// How far away, in characters.
    pub within: usize,
    /// `before`, `after`, or either when left out.
    #[serde(default)]
    #[schemars(with = "Option<schema::SideCode>")]
    pub side: Option<Spanned<String>>,
}

/// A clause.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BasisFile {
    /// As it is cited.
    pub text: String,
    /// Since when it holds; always when left out.
    #[serde(default)]
    #[schemars(with = "Option<schema::Day>")]
    pub since: Option<Datetime>,
}

/// A text to try the rule on.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExampleFile {
    /// How it is read: `text`, `md`, `csv`, `html`, `json`, `xml`, `name`.
    #[serde(rename = "as")]
    #[schemars(with = "schema::FormCode")]
    pub form: String,
    /// The text.
    pub text: String,
    /// What must be found, as written.
    #[serde(default)]
    pub finds: Vec<String>,
}

/// Takes one table or an array of tables.
fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct OneOrMany<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for OneOrMany<T> {
        type Value = Vec<T>;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a table or an array of tables")
        }
        fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(de::value::SeqAccessDeserializer::new(seq))
        }
    }
    deserializer.deserialize_any(OneOrMany(PhantomData))
}
