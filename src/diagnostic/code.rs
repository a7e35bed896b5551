//! The table of all faults.

use serde::{Deserialize, Serialize};

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; somebody should look.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Codes that belong together, under one heading.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    pub title: &'static str,
    pub codes: &'static [Code],
}

/// Makes the enum, the names, the default severities, the groups and the documentation from one table. A code without a
/// file `rules/<its name>.md` does not compile.
macro_rules! codes {
    ($(# $group:literal $($variant:ident $name:literal $severity:ident $about:literal;)*)*) => {
        /// What kind of fault it is. The name is stable: programmes use it under `checks:`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[doc = $about] $variant,)*)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$($(Code::$variant,)*)*];

            /// The same codes under their headings.
            pub const GROUPS: &[Group] = &[$(Group {
                title: $group,
                codes: &[$(Code::$variant,)*],
            },)*];

            /// The stable name: `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name,)*)* }
            }

            /// The severity unless the programme says another.
            pub fn severity(self) -> Severity {
                match self { $($(Code::$variant => Severity::$severity,)*)* }
            }

            /// What it looks for, in one line.
            pub fn about(self) -> &'static str {
                match self { $($(Code::$variant => $about,)*)* }
            }

            /// What it does, why it matters, an example, and how to mend it: Markdown, with `## ` before each part.
            pub fn documentation(self) -> &'static str {
                match self { $($(Code::$variant => include_str!(concat!("rules/", $name, ".md")),)*)* }
            }

            /// The code with this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    # "Files"
    NotUtf8 "not-utf8" Error "A file that is not UTF-8 text";
    FileTooLarge "file-too-large" Error "A file larger than a note or table can sensibly be";
    SymbolicLink "symbolic-link" Error "A symbolic link among the content";
    FolderNamedAsNote "folder-named-as-note" Error "A folder whose name ends like a file's";
    UnreadableFile "unreadable-file" Error "A file that cannot be opened";
    ControlCharacter "control-character" Error "A character that cannot be shown, or turns the text around it";
    UnsafeFile "unsafe-file" Error "A file that could harm a reader, or is not what its name says";
    UnsafeSvg "unsafe-svg" Warning "A picture in SVG with parts that are not published";
    UnsafeName "unsafe-name" Error "A file whose name some systems or readers would take for another";
    TooMany "too-many" Error "More of one thing than a programme can hold";
    NoContent "no-content" Error "A programme without any note";
    # "Front matter and configuration"
    YamlSyntax "yaml-syntax" Error "YAML that cannot be read";
    UnclosedFrontMatter "unclosed-front-matter" Error "Front matter without its closing line";
    UnknownKey "unknown-key" Error "A key that the format does not have";
    WrongType "wrong-type" Error "A value of the wrong kind";
    UnknownValue "unknown-value" Error "A value that is not among the allowed ones";
    MissingKey "missing-key" Error "A required key that is missing";
    MissingTitle "missing-title" Error "A note without a title";
    InvalidId "invalid-id" Error "An id that is not lower-case words joined by hyphens";
    DuplicateId "duplicate-id" Error "Two things with one id";
    FutureDate "future-date" Warning "A date that is still to come";
    UnusedKey "unused-key" Warning "A key that has no effect here";
    UnusedAcceptance "unused-acceptance" Warning "An acceptance that matches no fault";
    MissingWords "missing-words" Warning "A language for which the look lacks words";
    # "Structure of a note"
    NestingTooDeep "nesting-too-deep" Error "Blocks nested deeper than can be read";
    UnsafeHtml "unsafe-html" Warning "Raw HTML that is not published as written";
    UnknownBlock "unknown-block" Error "A generated block of an unknown kind";
    UndefinedFootnote "undefined-footnote" Error "A footnote mark without its note";
    CountNotRead "count-not-read" Error "A marked count that cannot be read";
    # "Links"
    UnknownLink "unknown-link" Error "A link whose target does not exist";
    AmbiguousLink "ambiguous-link" Error "A link whose target could be more than one thing";
    BrokenPath "broken-path" Error "A relative link to a file that does not exist";
    UnknownHeading "unknown-heading" Error "A link to a heading that does not exist";
    UnsafeLink "unsafe-link" Error "A link that could harm a reader";
    PathOutsideRoot "path-outside-root" Error "A path that leads out of the programme";
    LinkToUnpublished "link-to-unpublished" Error "A link to something that is not published";
    EmbedNotAQuote "embed-not-a-quote" Error "An embed that does not name a quote";
    EmbedInText "embed-in-text" Error "An embedded quote inside a paragraph";
    EmbedOfItself "embed-of-itself" Error "A note that shows its own quote twice";
    PathTaken "path-taken" Error "Two pages with one address";
    LinkSpelling "link-spelling" Note "A link that writes a name otherwise than its note does";
    # "Quotes and participants"
    UnknownParticipant "unknown-participant" Error "A quote whose speaker is not in the participants table";
    AmbiguousParticipant "ambiguous-participant" Error "A speaker's id that several studies use";
    QuoteWithoutWords "quote-without-words" Error "A quote without words";
    QuoteWithoutId "quote-without-id" Note "A quote whose id changes with its words";
    RepeatedQuote "repeated-quote" Warning "A passage that is quoted twice";
    AttributionNotRead "attribution-not-read" Error "An attribution that cannot be read";
    UnknownTheme "unknown-theme" Error "A theme that does not exist";
    UnknownFacet "unknown-facet" Error "A facet that the programme does not declare";
    UnknownFacetValue "unknown-facet-value" Error "A facet value that the programme does not declare";
    UnreadableRow "unreadable-row" Error "A row of a table that cannot be read";
    UnknownAttribute "unknown-attribute" Error "A participant attribute that no table has";
    UnmappedValue "unmapped-value" Error "A participant's value that a publishing rule does not place";
    SmallGroup "small-group" Error "A published group of fewer people than the programme allows";
    # "Verification"
    UnreadableLock "unreadable-lock" Error "A `quotes.lock` that cannot be used";
    StaleVerification "stale-verification" Error "An entry of `quotes.lock` without its quote";
    QuoteChanged "quote-changed" Error "A quote that was changed after its verification";
    QuoteUnverified "quote-unverified" Warning "A quote that is not in `quotes.lock`";
    NearQuote "near-quote" Error "A quote in which a word or two differ from the source";
    UnmarkedCut "unmarked-cut" Warning "A quote that leaves words out without a mark";
    WrongSpeaker "wrong-speaker" Error "A quote whose words somebody else says";
    AmbiguousQuote "ambiguous-quote" Warning "A quote whose words stand in several places of the sources";
    QuoteNotFound "quote-not-found" Error "A quote whose words the sources do not have";
    QuoteWithoutSource "quote-without-source" Note "A quote for which there is no complete source";
    UnreadableSource "unreadable-source" Error "A source that cannot be read as text";
    UnknownSource "unknown-source" Error "A source that is named and not there";
    # "What could tell readers who somebody is"
    SmallGroupInQuotes "small-group-in-quotes" Error "Words that leave fewer people than the programme allows";
    OwnDetail "own-detail" Warning "A participant's unpublished job or place in their own quote";
    PrivateName "private-name" Error "A name of the private list in published text";
    PrivateNamesMissing "private-names-missing" Note "A list of private names that is not on this machine";
    PrivateNamesUnread "private-names-unread" Error "A list of private names that cannot be used";
    PhoneNumber "phone-number" Error "A phone number in published text";
    EmailAddress "email-address" Error "An e-mail address in published text";
    NhsNumber "nhs-number" Error "An NHS number in published text";
    Postcode "postcode" Error "A whole postcode in published text";
    DateOfBirth "date-of-birth" Error "A date of birth in published text";
    TitleWithName "title-with-name" Error "A title with a name or initial in a participant's quote";
    OrganisationName "organisation-name" Warning "The name of an organisation in a participant's quote";
    AgeOver89 "age-over-89" Warning "An age over 89 in a participant's quote";
    # "The finished site"
    Leak "leak" Error "Words, values or ids in the finished site that are not public";
    UnexaminedFile "unexamined-file" Error "A packed file that cannot be searched for what is not public";
    # "Citations"
    BibliographySyntax "bibliography-syntax" Error "A bibliography entry that cannot be read";
    DoiSyntax "doi-syntax" Warning "What is given as a DOI and is none";
    SuspiciousDoi "suspicious-doi" Warning "A DOI that most likely holds a slip";
    DuplicateDoi "duplicate-doi" Warning "Two references with one DOI";
    MissingField "missing-field" Warning "A reference without what readers need to find the work";
    IncompleteReference "incomplete-reference" Warning "A reference without a title or date";
    DuplicateKey "duplicate-key" Error "Two references with one key";
    UnknownCitation "unknown-citation" Error "A citation of a key that no bibliography has";
    UnknownStyle "unknown-style" Error "A citation style that does not exist";
    UnusedReference "unused-reference" Warning "A reference that no note cites";
    # "The chain"
    UnknownFinding "unknown-finding" Error "A finding that does not exist";
    UnknownStudy "unknown-study" Error "A study that does not exist";
    UnknownEvidence "unknown-evidence" Error "Evidence that is neither a quote nor a reference";
    FindingWithoutEvidence "finding-without-evidence" Error "A finding that rests on nothing";
    RecommendationWithoutFinding "recommendation-without-finding" Error "A recommendation that rests on no finding";
    ConfidenceWithoutReason "confidence-without-reason" Error "A confidence rating without its reason";
    ConfidenceOnStudyFinding "confidence-on-study-finding" Error "GRADE-CERQual on a finding that is no synthesis";
    SingleStrandFinding "single-strand-finding" Note "A finding that only one strand of evidence supports";
    ThemeWithoutQuotes "theme-without-quotes" Warning "A theme to which no quote is coded";
    FlowSum "flow-sum" Warning "Figures of a PRISMA flow that do not add up";
    VoiceMissing "voice-missing" Warning "A published group of which nobody is quoted";
    ParticipantNeverQuoted "participant-never-quoted" Note "A participant whose words appear nowhere";
    CountDiffers "count-differs" Warning "A marked count that differs from the data";
    # "Reading"
    ImageWithoutText "image-without-text" Error "An image without alternative text";
    SkippedHeading "skipped-heading" Warning "A heading that skips a level";
    VagueLink "vague-link" Warning "A link whose words do not say where it leads";
    # "Plain English"
    LongSentence "long-sentence" Note "A sentence of more than 20 words in a summary";
    LongParagraph "long-paragraph" Note "A summary of more than three sentences";
    ReadingAge "reading-age" Note "A text for readers older than those you write for";
    UnexpandedAbbreviation "unexpanded-abbreviation" Note "An abbreviation that its note does not write out";
    UndefinedTerm "undefined-term" Note "An abbreviation on several notes that the glossary does not explain";
    UnusedTerm "unused-term" Note "A glossary term that no note uses";
}

impl Code {
    /// True for what concerns the comparison of quotes with their sources.
    pub fn is_of_verification(self) -> bool {
        let of_lock = [
            Code::StaleVerification,
            Code::QuoteChanged,
            Code::QuoteUnverified,
        ];
        of_lock.contains(&self) || self.is_result_of_comparison()
    }

    /// True for what a comparison found to differ.
    fn is_result_of_comparison(self) -> bool {
        matches!(
            self,
            Code::NearQuote
                | Code::UnmarkedCut
                | Code::WrongSpeaker
                | Code::AmbiguousQuote
                | Code::QuoteNotFound
                | Code::QuoteWithoutSource
        )
    }

    /// True for faults behind which a quote may be hidden, so that it would not be compared with its source.
    pub fn hides_quotes(self) -> bool {
        self.guards_publication()
            || matches!(
                self,
                Code::UnreadableFile
                    | Code::FileTooLarge
                    | Code::SymbolicLink
                    | Code::NestingTooDeep
                    | Code::AttributionNotRead
                    | Code::UnknownParticipant
                    | Code::AmbiguousParticipant
                    | Code::UnknownCitation
                    | Code::InvalidId
                    | Code::UnreadableLock
            )
    }

    /// True for faults that somebody may let stand, with a reason under `accept:`. They are judgements on what could be
    /// read and tied; behind all others, something would be left out or published unread.
    pub fn may_be_accepted(self) -> bool {
        self.is_result_of_comparison()
            || matches!(
                self,
                Code::SmallGroup
                    | Code::SmallGroupInQuotes
                    | Code::OwnDetail
                    | Code::PrivateName
                    | Code::PhoneNumber
                    | Code::EmailAddress
                    | Code::NhsNumber
                    | Code::Postcode
                    | Code::DateOfBirth
                    | Code::TitleWithName
                    | Code::OrganisationName
                    | Code::AgeOver89
                    | Code::DoiSyntax
                    | Code::SuspiciousDoi
                    | Code::DuplicateDoi
                    | Code::MissingField
                    | Code::IncompleteReference
                    | Code::UnusedReference
                    | Code::FutureDate
                    | Code::RepeatedQuote
                    | Code::SingleStrandFinding
                    | Code::ThemeWithoutQuotes
                    | Code::FlowSum
                    | Code::VoiceMissing
                    | Code::ParticipantNeverQuoted
                    | Code::CountDiffers
                    | Code::SkippedHeading
                    | Code::VagueLink
            )
            || self.is_for_editors()
    }

    /// True for what helps editors to write and tells readers nothing, so that no page counts it.
    pub fn is_for_editors(self) -> bool {
        matches!(
            self,
            Code::LongSentence
                | Code::LongParagraph
                | Code::ReadingAge
                | Code::UnexpandedAbbreviation
                | Code::UndefinedTerm
                | Code::UnusedTerm
                | Code::LinkSpelling
                | Code::QuoteWithoutId
        )
    }

    /// True for faults that come and go with the day on which somebody looks. No byte of the site may depend on them.
    pub fn depends_on_the_day(self) -> bool {
        self == Code::FutureDate
    }

    /// True for faults whose place holds words that nobody else may read, so that its line is not shown.
    pub fn hides_its_line(self) -> bool {
        self == Code::Leak
    }

    /// True for faults behind which a status, a rule or a withdrawal may have gone unread, or harm may lie. No programme
    /// may turn them off: what is not public, or not safe, could be published.
    pub fn guards_publication(self) -> bool {
        matches!(
            self,
            Code::NotUtf8
                | Code::YamlSyntax
                | Code::UnclosedFrontMatter
                | Code::UnknownKey
                | Code::WrongType
                | Code::UnknownValue
                | Code::UnreadableRow
                | Code::PrivateNamesUnread
                | Code::DuplicateId
                | Code::ControlCharacter
                | Code::UnsafeFile
                | Code::UnsafeName
                | Code::TooMany
                | Code::Leak
        )
    }
}
