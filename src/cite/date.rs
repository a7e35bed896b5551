//! Dates as bibliographies write them.

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i16,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Date {
    /// Reads `2021-08-27`, `2021/08/27/Epub`, `2021 Aug 27`, `27 August 2021`, `Aug 2021`, `2021`. Of a range it
    /// is the first date. Words without a year of four digits are no date.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts = parts(first_of_range(text));
        let at = parts.iter().position(Part::is_year)?;
        let Part::Number { value, .. } = parts[at] else {
            return None;
        };
        let named = parts.iter().find_map(Part::month);
        let month = named.or_else(|| month_after(&parts[at + 1..]));
        let day = month.and_then(|_| day(&parts, at, named.is_some()));
        Some(Self {
            year: i16::try_from(value).ok()?,
            month,
            day,
        })
    }

    /// A date from numbers; a month or day that cannot be is left out.
    pub(super) fn new(year: i16, month: Option<i64>, day: Option<i64>) -> Self {
        let month = month
            .filter(|month| (1..=12).contains(month))
            .map(|month| month as u8);
        let day = day
            .filter(|day| month.is_some() && (1..=31).contains(day))
            .map(|day| day as u8);
        Self { year, month, day }
    }

    /// Year, then month and day as far as they are known.
    pub(super) fn parts(self) -> Vec<i64> {
        let mut parts = vec![i64::from(self.year)];
        parts.extend(self.month.map(i64::from));
        parts.extend(self.day.map(i64::from));
        parts
    }
}

/// A run of digits or of letters.
#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Number { value: u32, digits: usize },
    Word(&'a str),
}

impl Part<'_> {
    fn is_year(&self) -> bool {
        matches!(self, Part::Number { digits: 4, .. })
    }

    fn month(&self) -> Option<u8> {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        let Part::Word(word) = self else { return None };
        let start = word.get(..3)?.to_ascii_lowercase();
        let at = MONTHS.iter().position(|month| *month == start)?;
        let full = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ][at];
        let lower = word.to_ascii_lowercase();
        (full.starts_with(&lower) || lower == "sept").then_some(at as u8 + 1)
    }
}

/// The first date of `2020-01/2020-03`; slashes inside one date stay.
fn first_of_range(text: &str) -> &str {
    match text.split_once('/') {
        Some((first, rest))
            if first.contains('-') || rest.trim().len() == 4 && first.trim().len() == 4 =>
        {
            first
        }
        _ => text,
    }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next().filter(|_| parts.len() < 8) {
        let same = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic()
            }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end.max(first.len_utf8()));
        if first.is_ascii_digit() {
            parts.extend(word.parse().ok().map(|value| Part::Number {
                value,
                digits: word.len(),
            }));
        } else if first.is_alphabetic() {
            parts.push(Part::Word(word));
        }
        rest = after;
    }
    parts
}

fn month_after(parts: &[Part<'_>]) -> Option<u8> {
    match parts.first()? {
        Part::Number {
            value,
            digits: 1 | 2,
        } if (1..=12).contains(value) => Some(*value as u8),
        _ => None,
    }
}

fn day(parts: &[Part<'_>], year: usize, named: bool) -> Option<u8> {
    let candidates = if named { parts } else { parts.get(year + 2..)? };
    candidates.iter().find_map(|part| match part {
        Part::Number {
            value,
            digits: 1 | 2,
        } if (1..=31).contains(value) => Some(*value as u8),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_people_write_them() {
        for (text, parts) in [
            ("2012", vec![2012]),
            ("2021-08", vec![2021, 8]),
            ("2021-08-27", vec![2021, 8, 27]),
            ("2021/01/01", vec![2021, 1, 1]),
            ("2021/08/27/Epub", vec![2021, 8, 27]),
            ("2021///", vec![2021]),
            ("27 Aug 2021", vec![2021, 8, 27]),
            ("27th August 2021", vec![2021, 8, 27]),
            ("August 2021", vec![2021, 8]),
            ("2012 May-Jun", vec![2012, 5]),
            ("2012 Sept 4", vec![2012, 9, 4]),
            ("2020-01-05/2020-03-01", vec![2020, 1, 5]),
            ("2019/2020", vec![2019]),
            ("2021-13-40", vec![2021]),
            ("c. 2004~", vec![2004]),
        ] {
            assert_eq!(Date::read(text).map(Date::parts), Some(parts), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "in press", "99", "99999999999", "—", "mayor"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }
}
