//! An ISO 8601 calendar date, as precise as it is known.

use std::fmt;

/// A year, a month of a year, or a day: `2021`, `2021-06`, `2021-06-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to the month's length.
    pub day: Option<u8>,
}

impl Date {
    /// Reads a date; `None` for anything that is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let mut part = || match parts.next() {
            None => Some(None),
            Some(text) => digits(text, 2).map(|value| Some(value as u8)),
        };
        let (month, day) = (part()?, part()?);
        let date = Self { year, month, day };
        (parts.next().is_none() && date.exists()).then_some(date)
    }

    fn exists(self) -> bool {
        let Some(month) = self.month else { return true };
        (1..=12).contains(&month)
            && self
                .day
                .is_none_or(|day| (1..=days_in_month(self.year, month)).contains(&day))
    }

    /// True where its first day comes behind that of another date.
    pub fn begins_after(self, other: Self) -> bool {
        let first = |date: Self| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
        first(self) > first(other)
    }

    /// The day behind its first one.
    pub fn next_day(self) -> Self {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let (year, month, day) = match (day < days_in_month(self.year, month), month) {
            (true, month) => (self.year, month, day + 1),
            (false, 12) => (self.year.saturating_add(1), 1, 1),
            (false, month) => (self.year, month + 1, 1),
        };
        Self {
            year,
            month: Some(month),
            day: Some(day),
        }
    }

    /// The first moment of the date as Atom wants it: `2021-06-09T00:00:00Z`.
    pub fn timestamp(self) -> String {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        format!("{:04}-{month:02}-{day:02}T00:00:00Z", self.year)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

fn digits(text: &str, length: usize) -> Option<u16> {
    let valid = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| text.parse().ok()).flatten()
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_of_every_precision() {
        for text in ["2021", "2021-06", "2021-06-09", "2024-02-29"] {
            assert_eq!(
                Date::parse(text).map(|date| date.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn days_follow_each_other() {
        let date = |text| Date::parse(text).expect("a date");
        for (day, next) in [
            ("2024-02-28", "2024-02-29"),
            ("2023-02-28", "2023-03-01"),
            ("2026-11-30", "2026-12-01"),
            ("2026-12-31", "2027-01-01"),
            ("2026", "2026-01-02"),
        ] {
            assert_eq!(date(day).next_day().to_string(), next);
        }
        let today = date("2026-11-28");
        for (text, after) in [
            ("2026", false),
            ("2026-11", false),
            ("2026-11-28", false),
            ("2026-11-29", true),
            ("2026-12", true),
            ("2027", true),
        ] {
            assert_eq!(date(text).begins_after(today), after, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "21",
            "2021-13",
            "2021-00",
            "2021-02-29",
            "2021-6-9",
            "2021-06-09-01",
            "٢٠٢١",
            "2021-xx",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
