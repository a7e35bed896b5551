//! The day on which something is written down.

use catena::model::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today in Coordinated Universal Time; the day that `SOURCE_DATE_EPOCH` names where that is set
/// (reproducible-builds.org).
pub fn today() -> Date {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok();
    let named = named.and_then(|seconds| seconds.trim().parse::<u64>().ok());
    let now = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_secs())
    };
    const SECONDS_A_DAY: u64 = 86_400;
    date(named.unwrap_or_else(now) / SECONDS_A_DAY)
}

/// The date of a day counted from 1 January 1970 (Hinnant, "chrono-compatible low-level date algorithms": `civil_from_days`).
fn date(days: u64) -> Date {
    let days = days.min(2_932_896) as u32 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    Date {
        year: year as u16,
        month: Some(month as u8),
        day: Some(day as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_779, "2026-11-22"),
            (2_932_896, "9999-12-31"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(date(days).to_string(), expected);
        }
    }
}
