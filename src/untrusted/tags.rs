//! How many attributes the tags of raw HTML have, before a parser reads them.

/// Where the reader of a tag stands: the states of the HTML standard's tokenizer that concern attributes
/// (html.spec.whatwg.org, 13.2.5.32 to 13.2.5.39).
#[derive(Clone, Copy, PartialEq)]
enum State {
    Text,
    /// Behind `<`.
    Open,
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

/// The most attributes that one tag has.
pub fn most_attributes(html: &str) -> usize {
    let (mut state, mut count, mut most) = (State::Text, 0, 0);
    for byte in html.bytes() {
        let next = step(state, byte);
        if next == State::TagName && state == State::Open {
            count = 0;
        }
        if next == State::Name && state != State::Name {
            count += 1;
            most = most.max(count);
        }
        state = next;
    }
    most
}

fn step(state: State, byte: u8) -> State {
    let blank = byte.is_ascii_whitespace();
    match (state, byte) {
        (State::Text, b'<') => State::Open,
        (State::Text, _) => State::Text,
        (State::Open, b'<') => State::Open,
        (State::Open, b'/') => State::Open,
        (State::Open, _) if byte.is_ascii_alphabetic() => State::TagName,
        (State::Open, _) => State::Text,
        (State::Quoted(mark), _) if byte == mark => State::BeforeName,
        (State::Quoted(mark), _) => State::Quoted(mark),
        (_, b'>') => State::Text,
        (State::BeforeValue, _) if blank => State::BeforeValue,
        (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
        (State::BeforeValue, _) => State::Unquoted,
        (State::Unquoted, _) if !blank => State::Unquoted,
        (State::Unquoted, _) => State::BeforeName,
        (State::Name | State::AfterName, b'=') => State::BeforeValue,
        (State::Name | State::AfterName, _) if blank => State::AfterName,
        (_, b'/') => State::BeforeName,
        (State::TagName, _) if !blank => State::TagName,
        (_, _) if blank => State::BeforeName,
        _ => State::Name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_attributes_of_each_tag() {
        for (html, attributes) in [
            ("", 0),
            ("a < b c d e", 0),
            ("<p>a b c</p>", 0),
            ("<p a b=c d = 'e f>' g=\"h\"i>j k l m</p>", 5),
            ("<p a><q b c></q d e f>", 3),
            ("<p/a/b/>", 2),
            ("<p a=b/c d", 2),
            ("<p a b<c d>", 3),
            ("<p = =>", 1),
            ("<p a='", 1),
        ] {
            assert_eq!(most_attributes(html), attributes, "{html}");
        }
    }

    #[test]
    fn a_tag_with_many_is_told_however_it_is_written() {
        let names: String = (0..1000).map(|number| format!(" a{number}")).collect();
        for tag in [
            format!("<p{names}>"),
            format!("<p{}>", names.replace(' ', "/")),
            format!("<p{}>", names.replace(" a", " a=\">\" b")),
            format!("<p x='>'{names}"),
            format!("</p{names}>"),
        ] {
            assert!(most_attributes(&tag) >= 1000, "{tag:.40}");
        }
    }
}
