//! Dates as templates get them.

use jiff::civil::Date;

use super::context::DateView;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date for machines (`2024-06-19`) and for people (`19 June 2024`).
pub fn date_view(date: Date) -> DateView {
    let month = MONTHS[usize::from(date.month().unsigned_abs() - 1).min(11)];
    DateView {
        iso: date.to_string(),
        text: format!("{} {month} {}", date.day(), date.year()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_read_well() {
        let view = super::date_view(jiff::civil::date(2024, 6, 9));
        assert_eq!(
            (view.iso.as_str(), view.text.as_str()),
            ("2024-06-09", "9 June 2024")
        );
    }
}
