//! The sentences around the figures: built-in ones, and those that a user gives instead.
//!
//! A template is text with `{name}` for a figure with its unit and `{name.bare}` for the figure
//! alone; `{{` and `}}` are braces.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure::NarrativeFigure;
use super::shapes::{EVERYWHERE, Shape, matches, starred};
use super::{Gap, GapReason, NarrativeItem};

const BUILT_IN: &str = include_str!("../../../templates/narrative.toml");

/// What separates the repeated parts of a sentence.
const BETWEEN: &str = "；";

/// Sentences by the key of their item.
///
/// [`Templates::default`] are those of this library. A template for `5.3.2080109` is for that 项
/// alone, one for `5.3.*` for all that have none of their own. An empty one leaves the item out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Templates {
    by_key: BTreeMap<String, Vec<Segment>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Text(String),
    Figure { id: String, is_bare: bool },
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateFault {
    pub(crate) token: &'static str,
    /// What it is about: a placeholder as it was written.
    pub(crate) placeholder: Option<String>,
    pub(crate) message: String,
    pub(crate) hint: String,
}

impl Default for Templates {
    fn default() -> Self {
        let mut templates = Self {
            by_key: BTreeMap::new(),
        };
        let built_in: BTreeMap<String, String> = toml::from_str(BUILT_IN).unwrap_or_default();
        for (key, text) in built_in {
            // Those of this library are sound: a test reads each of them.
            let _ = templates.replace(&key, &text);
        }
        templates
    }
}

impl Templates {
    /// Put a template in the place of what was there, or say everything that is wrong with it.
    pub(crate) fn replace(&mut self, key: &str, text: &str) -> Result<(), Vec<TemplateFault>> {
        let Some(shape) = Shape::of(key) else {
            return Err(vec![TemplateFault {
                token: "template_unknown",
                placeholder: None,
                message: format!("the narrative has no item of this key: {key}"),
                hint: "docs/narrative.md lists the keys".to_owned(),
            }]);
        };
        let mut faults = Vec::new();
        let segments = segments(text, &mut faults);
        for segment in &segments {
            let Segment::Figure { id, is_bare } = segment else {
                continue;
            };
            if shape.has(id) || EVERYWHERE.contains(&id.as_str()) {
                continue;
            }
            let bare = if *is_bare { ".bare" } else { "" };
            let known: Vec<&str> = shape.figures().chain(EVERYWHERE).collect();
            faults.push(TemplateFault {
                token: "template_placeholder_unknown",
                placeholder: Some(format!("{{{id}{bare}}}")),
                message: format!("the item {key} has no figure of this name: {id}"),
                hint: format!("name one of: {}", known.join(", ")),
            });
        }
        if faults.is_empty() {
            self.by_key.insert(key.to_owned(), segments);
            return Ok(());
        }
        Err(faults)
    }

    fn of(&self, key: &str) -> Option<&[Segment]> {
        let own = self.by_key.get(key);
        let shared = || {
            let mut all = self.by_key.iter();
            let found = all.find(|(pattern, _)| matches(pattern, key))?;
            Some(found.1)
        };
        own.or_else(shared).map(Vec::as_slice)
    }

    /// Write the sentence of an item. What is missing is marked, and told.
    pub(super) fn render(
        &self,
        item: &NarrativeItem,
        everywhere: [&str; 2],
        gaps: &mut Vec<Gap>,
    ) -> String {
        let mut text = String::new();
        for segment in self.of(&item.key).unwrap_or_default() {
            match segment {
                Segment::Figure { id, .. } if id == "each" => {
                    text += &self.each(item, everywhere, gaps);
                }
                other => text += &write(other, item, everywhere, None, gaps),
            }
        }
        text
    }

    /// Write the part of a sentence that is repeated for each code.
    fn each(&self, item: &NarrativeItem, everywhere: [&str; 2], gaps: &mut Vec<Gap>) -> String {
        let template = self.of(&format!("{}.each", item.key)).unwrap_or_default();
        let ids = item.figures.iter();
        let codes = ids.filter_map(|figure| starred("a*", &figure.id));
        let part = |code| {
            let written = template.iter();
            let written = written.map(|segment| write(segment, item, everywhere, Some(code), gaps));
            written.collect::<String>()
        };
        codes.map(part).collect::<Vec<_>>().join(BETWEEN)
    }
}

fn write(
    segment: &Segment,
    item: &NarrativeItem,
    [department, year]: [&str; 2],
    code: Option<&str>,
    gaps: &mut Vec<Gap>,
) -> String {
    let (id, is_bare) = match segment {
        Segment::Text(text) => return text.clone(),
        Segment::Figure { id, is_bare } => (id, *is_bare),
    };
    match id.as_str() {
        "department" => return department.to_owned(),
        "year" => return year.to_owned(),
        _ => {}
    }
    let id = code.map_or_else(|| id.clone(), |code| id.replace('*', code));
    let figure = item.figures.iter().find(|figure| figure.id == id);
    let printed = figure.and_then(|figure| {
        if is_bare {
            figure.printed.clone()
        } else {
            figure.with_unit()
        }
    });
    printed.unwrap_or_else(|| {
        let reason = GapReason::of(figure.map(|figure: &NarrativeFigure| figure.kind));
        let mark = format!("【{}：{} {id}】", reason.name_zh(), item.key);
        gaps.push(Gap {
            key: Arc::clone(&item.key),
            id: figure.map_or_else(|| id.into(), |figure| figure.id.clone()),
            reason,
        });
        mark
    })
}

/// Take a template apart.
fn segments(template: &str, faults: &mut Vec<TemplateFault>) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        text += before;
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            text += from.get(..1).unwrap_or_default();
            rest = after;
            continue;
        }
        let inner = from.strip_prefix('{').and_then(|from| from.split_once('}'));
        match inner {
            Some((name, after)) if !name.contains(['{', '\n']) => {
                segments.push(Segment::Text(std::mem::take(&mut text)));
                let (id, is_bare) = name
                    .strip_suffix(".bare")
                    .map_or((name, false), |id| (id, true));
                let id = id.trim().to_owned();
                segments.push(Segment::Figure { id, is_bare });
                rest = after;
            }
            _ => {
                let shown: String = from.chars().take(20).collect();
                faults.push(TemplateFault {
                    token: "template_malformed",
                    placeholder: Some(shown),
                    message: "a brace stands alone".to_owned(),
                    hint: "write {name} for a figure, {{ or }} for a brace".to_owned(),
                });
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text += rest;
    segments.push(Segment::Text(text));
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_is_sound() {
        let built_in: BTreeMap<String, String> = toml::from_str(BUILT_IN).unwrap();
        let mut templates = Templates {
            by_key: BTreeMap::new(),
        };
        for (key, text) in &built_in {
            assert_eq!(templates.replace(key, text), Ok(()), "{key}");
        }
        assert_eq!(templates, Templates::default());
    }

    #[test]
    fn every_fault_of_a_template_is_told() {
        let mut templates = Templates::default();
        let before = templates.clone();
        let faults = templates
            .replace("2.total", "{amout}，{ 又 {share.bare} }")
            .unwrap_err();
        let tokens: Vec<_> = faults.iter().map(|fault| fault.token).collect();
        assert_eq!(
            tokens,
            [
                "template_malformed",
                "template_malformed",
                "template_placeholder_unknown",
                "template_placeholder_unknown"
            ]
        );
        let unknown = templates.replace("2.tota", "").unwrap_err();
        assert_eq!(unknown[0].token, "template_unknown");
        assert_eq!(templates, before);
    }

    #[test]
    fn doubled_braces_are_braces() {
        let mut faults = Vec::new();
        let made = segments("{{{y}}}", &mut faults);
        let figure = Segment::Figure {
            id: "y".to_owned(),
            is_bare: false,
        };
        let text = |text: &str| Segment::Text(text.to_owned());
        assert_eq!(
            (made, faults),
            (vec![text("{"), figure, text("}")], Vec::new())
        );
    }
}
