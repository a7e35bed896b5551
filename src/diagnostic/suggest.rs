//! "Did you mean": the nearest of the names there are.

/// The candidate nearest to `wrong`, if one is near enough to be a slip of the keyboard.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let limit = wrong.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            Some((
                distance(&wrong, &candidate.to_lowercase(), limit)?,
                candidate,
            ))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// A hint that names the nearest candidate, or lists them all where they are few.
pub fn hint<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(candidate) = nearest(wrong, candidates.clone()) {
        return Some(format!("Did you mean `{candidate}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    let few = !all.is_empty() && all.len() <= 12;
    few.then(|| format!("These exist: {}.", quoted_list(all)))
}

/// Names between backquotes, parted by commas.
pub fn quoted_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Edits (insert, delete, replace, swap neighbours) from `a` to `b`, if at most `limit`: optimal string
/// alignment distance.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|edits| *edits > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far() {
        let names = ["title", "summary", "status", "aliases"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("Summry", names), Some("summary"));
        assert_eq!(nearest("bibliography", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn a_tie_goes_to_the_first_name_in_the_alphabet() {
        assert_eq!(nearest("cat", ["cut", "cot"]), Some("cot"));
    }
}
