//! Characters that hide or turn what stands around them.

/// Why a character is not wanted in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// No page can show it, and some programs take it for an end of file.
    Control,
    /// It turns the order of the characters behind it, so that a reader sees other words than are there.
    Turns,
}

/// The first character of a text that no page may hold.
pub fn hidden_character(text: &str) -> Option<(usize, char, Hidden)> {
    // Nearly all text is free of them, and its bytes say so fastest.
    let suspect = |byte: u8| {
        byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') || matches!(byte, 0x7F | 0xC2 | 0xE2)
    };
    if !text.bytes().any(suspect) {
        return None;
    }
    text.char_indices()
        .find_map(|(at, character)| Some((at, character, hidden(character)?)))
}

fn hidden(character: char) -> Option<Hidden> {
    match character {
        '\n' | '\r' | '\t' => None,
        // Embeddings and overrides. Isolates and marks, which right-to-left text needs, end with their paragraph.
        '\u{202A}'..='\u{202E}' => Some(Hidden::Turns),
        character if character.is_control() => Some(Hidden::Control),
        _ => None,
    }
}

/// Characters without a width, which make two names look like one.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether every system and every reader takes a file's name as it is: no characters that Windows refuses or nobody sees,
/// no dot or space at its ends, and no name of a device.
pub fn is_safe_name(name: &str, longest: usize) -> bool {
    let odd =
        |c: char| c.is_control() || is_invisible(c) || c == '\u{FFFD}' || "<>:\"|?*\\/".contains(c);
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let ends = name.starts_with(['.', ' ']) || name.ends_with(['.', ' ']);
    !name.is_empty()
        && name.len() <= longest
        && !ends
        && !name.contains(odd)
        && !is_device(&stem.to_ascii_lowercase())
}

/// Names that Windows keeps for devices, whatever the ending: a site with `con.html` cannot be copied to a USB stick
/// there.
pub fn is_device(name: &str) -> bool {
    let numbered = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    let digit = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered.is_some_and(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_turns_or_hides_text() {
        assert_eq!(
            hidden_character("a\u{202E}b"),
            Some((1, '\u{202E}', Hidden::Turns))
        );
        assert_eq!(
            hidden_character("a\u{0}"),
            Some((1, '\u{0}', Hidden::Control))
        );
        assert_eq!(
            hidden_character("é\u{85}"),
            Some((2, '\u{85}', Hidden::Control))
        );
        for fine in [
            "a\tb\r\n",
            "“é” — …",
            "\u{200F}مرحبا\u{200F}",
            "🧑\u{200D}⚕\u{FE0F}",
            "co\u{AD}operate",
        ] {
            assert_eq!(hidden_character(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_safe_name_can_be_copied_anywhere() {
        for fine in [
            "a b (1).png",
            "Bericht für Ärzte.pdf",
            "図1.png",
            "it's.png",
        ] {
            assert!(is_safe_name(fine, 255), "{fine}");
        }
        for odd in [
            "",
            "con.png",
            "NUL",
            "Com1.tar.gz",
            "a.",
            "a ",
            ".a",
            "a:b",
            "a\\b",
            "a\u{202E}gnp.exe",
            "a\u{200B}.png",
            "a\n",
            "a?",
        ] {
            assert!(!is_safe_name(odd, 255), "{odd:?}");
        }
        assert!(!is_safe_name(&"a".repeat(256), 255));
    }
}
