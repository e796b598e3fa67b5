//! Which elements a page hides, as far as simple style rules say.

/// Simple selectors of `<style>` rules that hide.
pub(super) struct Styles {
    hiding: Vec<String>,
}

impl Styles {
    /// Looks through the `<style>` elements of a page.
    pub(super) fn collect(page: &str) -> Self {
        let mut hiding = Vec::new();
        let mut rest = page;
        while let Some(start) = rest.find("<style") {
            let body = &rest[start..];
            let end = body.find("</style").unwrap_or(body.len());
            for rule in body[..end].split('}') {
                let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
                if !hides(declarations) {
                    continue;
                }
                let selectors = selectors.rsplit(['>', ';']).next().unwrap_or(selectors);
                hiding.extend(selectors.split(',').map(|one| one.trim().to_owned()));
            }
            rest = &body[end..];
            if end == 0 {
                break;
            }
        }
        hiding.retain(|selector| {
            !selector.is_empty() && !selector.contains([' ', ':', '[', '*', '+', '~'])
        });
        Self { hiding }
    }

    /// Whether an element with this name, class, id and inline style is hidden.
    pub(super) fn hides(&self, element: &str, class: &str, id: &str, style: &str) -> bool {
        hides(style)
            || self.hiding.iter().any(|selector| {
                let (name, rest) =
                    selector.split_at(selector.find(['.', '#']).unwrap_or(selector.len()));
                let named = name.is_empty() || name.eq_ignore_ascii_case(element);
                named
                    && match rest.chars().next() {
                        None => true,
                        Some('.') => class.split_whitespace().any(|one| one == &rest[1..]),
                        Some(_) => id == &rest[1..],
                    }
            })
    }
}

/// Whether declarations hide what they apply to.
fn hides(declarations: &str) -> bool {
    let compact: String = declarations
        .chars()
        .filter(|char| !char.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    let value = |property: &str| {
        compact.split(';').find_map(|one| one.strip_prefix(property)?.strip_prefix(':'))
    };
    let zero = |value: Option<&str>| {
        value.is_some_and(|value| {
            let number = value.trim_end_matches(|char: char| char.is_alphabetic() || char == '%');
            number.parse::<f32>().is_ok_and(|number| number <= 0.05)
        })
    };
    let far = |property| {
        value(property).is_some_and(|value| {
            let number = value.trim_end_matches(|char: char| char.is_alphabetic() || char == '%');
            number.parse::<f32>().is_ok_and(|number| number <= -999.0)
        })
    };
    let white = |colour: &str| {
        let colour = colour.trim_end_matches("!important");
        matches!(colour, "white" | "#fff" | "#ffffff" | "rgb(255,255,255)")
    };
    let colour = value("color");
    let ground = value("background-color").or_else(|| value("background"));
    value("display").is_some_and(|value| value.starts_with("none"))
        || value("visibility").is_some_and(|value| value.starts_with("hidden"))
        || zero(value("font-size"))
        || zero(value("opacity"))
        || far("text-indent")
        || far("left")
        || far("top")
        || far("margin-left")
        || colour.is_some_and(|colour| match ground {
            Some(ground) => colour == ground,
            None => white(colour),
        })
}
