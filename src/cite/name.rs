//! Names of people and of bodies.

use serde_json::{Map, Value, json};

/// The name that stands for the authors an entry leaves out, last in its list (BibTeX `and others`). Pandoc
/// writes it the same way.
pub(super) const OTHERS: &str = "others";

/// An author, editor or other contributor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    Person {
        given: String,
        particle: String,
        family: String,
        suffix: String,
    },
    /// A body, or a name that has no parts.
    Literal(String),
}

impl Name {
    pub(super) fn person(given: &str, family: &str) -> Self {
        let [given, family] = [given, family].map(super::normalise::tidy);
        Name::Person {
            given,
            particle: String::new(),
            family,
            suffix: String::new(),
        }
    }

    pub(super) fn others() -> Self {
        Name::Literal(OTHERS.to_owned())
    }

    /// Reads `Family, Given`, `Family, Jr, Given`, `Given von Family`, and one word as a literal name.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        match parts.as_slice() {
            [] | [""] => None,
            [whole] => Some(Self::without_comma(whole)),
            [family, given] => Some(Self::with_particle(given, family, "")),
            [family, suffix, given] if is_suffix(suffix) => {
                Some(Self::with_particle(given, family, suffix))
            }
            [family, given, suffix] => Some(Self::with_particle(given, family, suffix)),
            _ => Some(Name::Literal(super::normalise::tidy(text))),
        }
    }

    fn without_comma(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some((last, before)) = words.split_last().filter(|(_, before)| !before.is_empty())
        else {
            return Name::Literal(super::normalise::tidy(text));
        };
        let (last, before, suffix) = match before.split_last() {
            Some((family, rest)) if is_suffix(last) && !rest.is_empty() => (*family, rest, *last),
            _ => (*last, before, ""),
        };
        let particles = before
            .iter()
            .rev()
            .take_while(|word| is_particle(word))
            .count();
        let (given, particle) = before.split_at(before.len() - particles.min(before.len() - 1));
        Name::Person {
            given: given.join(" "),
            particle: particle.join(" "),
            family: last.to_owned(),
            suffix: suffix.to_owned(),
        }
    }

    fn with_particle(given: &str, family: &str, suffix: &str) -> Self {
        let words: Vec<&str> = family.split_whitespace().collect();
        let count = words.iter().take_while(|word| is_particle(word)).count();
        let count = count.min(words.len().saturating_sub(1));
        Name::Person {
            given: super::normalise::tidy(given),
            particle: words[..count].join(" "),
            family: words[count..].join(" "),
            suffix: super::normalise::tidy(suffix),
        }
    }

    /// The CSL-JSON object.
    pub(super) fn into_value(self) -> Value {
        match self {
            Name::Literal(literal) => json!({ "literal": literal }),
            Name::Person {
                given,
                particle,
                family,
                suffix,
            } if given.is_empty() && particle.is_empty() => literal_or_family(family, &suffix),
            Name::Person {
                given,
                particle,
                family,
                suffix,
            } => {
                let parts = [
                    ("family", family),
                    ("given", given),
                    ("non-dropping-particle", particle),
                    ("suffix", suffix),
                ];
                let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
                parts
                    .map(|(name, text)| (name.to_owned(), Value::String(text)))
                    .collect::<Map<_, _>>()
                    .into()
            }
        }
    }
}

fn literal_or_family(family: String, suffix: &str) -> Value {
    match suffix {
        "" => json!({ "literal": family }),
        suffix => json!({ "family": family, "suffix": suffix }),
    }
}

/// Words such as `van` and `de la`: small letters at the start.
fn is_particle(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

fn is_suffix(word: &str) -> bool {
    let plain = word.trim_end_matches('.').to_ascii_lowercase();
    ["jr", "sr", "ii", "iii", "iv", "2nd", "3rd"].contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        Name::read(text).map_or(Value::Null, Name::into_value)
    }

    #[test]
    fn with_a_comma() {
        assert_eq!(
            read("Fraser, Simon D. S."),
            json!({"family": "Fraser", "given": "Simon D. S."})
        );
        assert_eq!(
            read("van der Berg, Jan"),
            json!({"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"})
        );
        assert_eq!(
            read("King, Jr., Martin"),
            json!({"family": "King", "given": "Martin", "suffix": "Jr."})
        );
    }

    #[test]
    fn without_a_comma() {
        assert_eq!(
            read("Hajira Dambha-Miller"),
            json!({"family": "Dambha-Miller", "given": "Hajira"})
        );
        assert_eq!(
            read("Simon DS Fraser"),
            json!({"family": "Fraser", "given": "Simon DS"})
        );
        assert_eq!(
            read("Ludwig van Beethoven"),
            json!({"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"})
        );
        assert_eq!(
            read("Martin King Jr"),
            json!({"family": "King", "given": "Martin", "suffix": "Jr"})
        );
        assert_eq!(read("UNICEF"), json!({"literal": "UNICEF"}));
        assert_eq!(read("  "), Value::Null);
    }
}
