//! The list of names that may stand nowhere. It is read from anywhere on the disk, and goes to checks alone.

use super::LARGEST_NOTE;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Config;
use crate::private::Names;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the list that the configuration names: a name on each line; lines that begin with `#` do not count.
///
/// The file is no part of the source map: no fault can show a line of it.
pub fn read(root: &Path, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let written = config.participants.private_names.as_ref();
    let Some((written, config_file)) = written.zip(config.file) else {
        return Names::Unused;
    };
    let place = written.span.within(config_file);
    let path = root.join(&written.value);
    if !path.exists() {
        let message = "The list of private names is not here, so no name was looked for";
        diagnostics.push(
            Diagnostic::new(Code::PrivateNamesMissing, place, message)
                .hint("Check where the list lies, before you publish from there."),
        );
        return Names::Missing;
    }
    match text(&path, &root.join("content")) {
        Ok(text) => Names::Listed(names(&text)),
        Err((message, hint)) => {
            diagnostics.push(Diagnostic::new(Code::PrivateNamesUnread, place, message).hint(hint));
            Names::Missing
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut names: Vec<String> = lines.filter(|line| is_name(line)).collect();
    names.sort();
    names.dedup();
    names
}

/// A single letter would be found everywhere.
fn is_name(line: &str) -> bool {
    !line.starts_with('#') && line.chars().filter(|c| c.is_alphanumeric()).count() > 1
}

type Refusal = (String, &'static str);

/// The text of the list; or what is wrong with it, and how to mend that.
fn text(path: &Path, content: &Path) -> Result<String, Refusal> {
    let unread = |error: std::io::Error| {
        let message = format!("The list of private names cannot be read: {error}");
        (message, "Check that you may read the file.")
    };
    let real = path.canonicalize().map_err(unread)?;
    if content
        .canonicalize()
        .is_ok_and(|content| real.starts_with(content))
    {
        let message =
            "The list of private names lies in `content/`, from where files are published";
        return Err((message.to_owned(), "Move it out of the programme's folder."));
    }
    // Another kind of file, such as a pipe, could keep the program waiting for ever.
    if !real.is_file() {
        let message = "The list of private names is not a file";
        return Err((
            message.to_owned(),
            "Name a text file with one name on each line.",
        ));
    }
    let mut bytes = Vec::new();
    let file = File::open(&real).map_err(unread)?;
    file.take(LARGEST_NOTE + 1)
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if bytes.len() as u64 > LARGEST_NOTE {
        let message = format!(
            "The list of private names is larger than {} MB",
            LARGEST_NOTE >> 20
        );
        return Err((message, "Keep one name on each line, and nothing else."));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        let message = "The list of private names is not UTF-8 text";
        (message.to_owned(), "Save it as UTF-8 in your editor.")
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_list_holds_a_name_on_each_line() {
        let text = "# Staff\r\n  Ada   Okafor \n\nLind\nX\nLind\n";
        assert_eq!(super::names(text), ["Ada Okafor", "Lind"]);
    }
}
