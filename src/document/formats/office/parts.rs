//! What Word, Excel and `PowerPoint` packages have in common (ISO/IEC 29500-2): the types of their
//! parts, and the relationships between them.

use std::collections::BTreeMap;

use crate::document::formats::{
    markup::{Node, walk},
    package::Package,
};
use crate::document::{Layer, UnreadCause};

/// A `Relationship` leads from a part to another, or out of the package.
#[derive(Debug, Clone)]
pub(super) struct Relationship {
    /// Its identifier in the part.
    pub(super) id: String,
    /// The last segment of its type: `comments`, `drawing`, `worksheet` …
    pub(super) kind: String,
    /// The member it leads to, or the address.
    pub(super) target: String,
    /// It leads out of the package.
    pub(super) external: bool,
}

/// What each part is, by its name in lower case, or by `*.` and the end of its name: the subtype of its media type, without what all
/// share (`wordprocessingml.header`, `spreadsheetml.worksheet`, `drawingml.chart`).
pub(super) fn types(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    let Some(text) = package.find("[Content_Types].xml").and_then(|at| package.text(at).ok())
    else {
        return types;
    };
    walk(&text, |node| {
        if let Node::Open(element) = node
            && let Some(part) = match element.name() {
                "Override" => element.attribute("PartName"),
                "Default" => element.attribute("Extension").map(|end| format!("*.{end}")),
                _ => None,
            }
            && let Some(kind) = element.attribute("ContentType")
        {
            let kind = kind.rsplit('/').next().unwrap_or_default();
            let kind = kind.trim_end_matches("+xml");
            let kind = kind.trim_start_matches("vnd.openxmlformats-officedocument.");
            types.insert(part.trim_start_matches('/').to_lowercase(), kind.to_owned());
        }
    });
    types
}

/// On which layer the part called `name` carries its text that is no story of the document.
pub(super) fn layer(kind: &str, name: &str) -> Layer {
    match kind.rsplit('.').next().unwrap_or_default() {
        "core-properties" | "extended-properties" | "custom-properties" | "customXmlProperties" => {
            Layer::Metadata
        }
        "people" | "person" | "commentAuthors" | "authors" | "tags" => Layer::Metadata,
        _ if name.starts_with("docProps/") || name.starts_with("customXml/") => Layer::Metadata,
        "chart"
        | "pivotCacheDefinition"
        | "pivotCacheRecords"
        | "externalLink"
        | "connections"
        | "queryTable" => Layer::Cache,
        "revisionLog" | "revisionHeaders" => Layer::EarlierRevision,
        "diagramData" => Layer::TextBox,
        _ => Layer::Residue,
    }
}

/// The relationships of the member called `part`; of the package itself where that is empty.
///
/// # Errors
/// Why they could not be read.
pub(super) fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<Relationship>, UnreadCause> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(at) = package.find(&format!("{folder}{slash}_rels/{file}.rels")) else {
        return Ok(Vec::new());
    };
    let text = package.text(at)?;
    let mut all = Vec::new();
    walk(&text, |node| {
        if let Node::Open(element) = node
            && element.name() == "Relationship"
            && let Some(target) = element.attribute("Target")
        {
            let kind = element.attribute("Type").unwrap_or_default();
            let external = element.attribute("TargetMode").as_deref() == Some("External");
            all.push(Relationship {
                id: element.attribute("Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target } else { resolve(folder, &target) },
                external,
            });
        }
    });
    Ok(all)
}

/// The member that `target` means from within `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
