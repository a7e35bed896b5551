//! Generated blocks to HTML.

use super::PageSetter;
use super::drawing::bar;
use super::flow_picture::flow_picture;
use crate::evidence::{
    AttributeKey, Axis, GeneratedBlock, Item, NoteKey, ParticipantKey, QuoteKey, ReferenceKey,
    ShownMatrix, StudyKey,
};
use crate::model::{Html, MatrixCells, escape_into};

/// How many people a table in a note lists; the page of participants lists all.
const MOST_PEOPLE: usize = 50;

impl PageSetter<'_> {
    pub(super) fn generated(&mut self, note: NoteKey, block: usize, html: &mut String) {
        match &self.setter.evidence.notes[note].blocks[block] {
            GeneratedBlock::Quotes(quotes) => self.quotes_block(note, quotes, html),
            GeneratedBlock::Bibliography(references) => self.bibliography_block(references, html),
            GeneratedBlock::Flow(study) => html.push_str(&self.flow(*study).0),
            GeneratedBlock::Participants(study) => self.participants_block(*study, html),
            GeneratedBlock::Gaps(note) => self.gaps_block(*note, html),
            GeneratedBlock::Matrix(matrix) => self.matrix_block(matrix, html),
            GeneratedBlock::Voices { by, quotes, people } => {
                self.voices_block(*by, quotes, people, html)
            }
            GeneratedBlock::Nothing => {}
        }
    }

    fn quotes_block(&mut self, note: NoteKey, quotes: &[QuoteKey], html: &mut String) {
        html.push_str("<div class=\"quotes-block\">\n");
        for quote in quotes {
            self.embedded_quote(note, *quote, html);
        }
        if quotes.is_empty() {
            self.empty("body.no_quotes", html);
        }
        html.push_str("</div>\n");
    }

    fn matrix_block(&self, shown: &ShownMatrix, html: &mut String) {
        let (setter, evidence) = (self.setter, self.setter.evidence);
        let chosen = |axis: Axis| match (&shown.themes, axis) {
            (Some(themes), Axis::Themes) => themes.iter().copied().map(Item::Theme).collect(),
            _ => evidence.items(axis),
        };
        let mut matrix = evidence.matrix(&chosen(shown.rows), shown.columns, usize::MAX);
        if shown.columns == Axis::Themes {
            matrix.keep_columns(&chosen(Axis::Themes));
        }
        if matrix.rows.is_empty() || matrix.columns.is_empty() {
            return self.empty("matrix.empty", html);
        }
        let key = match shown.cells {
            MatrixCells::Count => "matrix.caption.count",
            MatrixCells::Convergence => "matrix.caption.convergence",
        };
        let names = [
            ("rows", setter.axis_label(shown.rows).to_owned()),
            ("columns", setter.axis_label(shown.columns).to_owned()),
        ];
        let caption = setter.words.filled(key, &names);
        html.push_str(&self.matrix(&matrix, shown.rows, shown.cells, &caption).0);
    }

    /// Who is heard, as the bars beside a theme show it.
    fn voices_block(
        &self,
        by: AttributeKey,
        quotes: &[QuoteKey],
        people: &[ParticipantKey],
        html: &mut String,
    ) {
        let evidence = self.setter.evidence;
        let groups = evidence.heard(by, quotes, people.iter().copied());
        if groups.is_empty() {
            return self.empty("body.no_participants", html);
        }
        let most = groups.iter().map(|group| group.quotes).max().unwrap_or(0);
        html.push_str("<ul class=\"voices\">\n");
        for group in groups {
            let item = Item::Value(by, group.value);
            html.push_str(if group.quotes == 0 {
                "<li class=\"none\">"
            } else {
                "<li>"
            });
            html.push_str("<span class=\"group\">");
            self.item(item, html);
            html.push_str("</span> <span class=\"n\">");
            let said = match group.quotes {
                0 => self.word("voices.no_quotes").to_owned(),
                quotes => self.setter.words.counted(quotes, "quotes"),
            };
            escape_into(&said, html);
            html.push_str("</span>");
            html.push_str(&bar(group.quotes, most).0);
            html.push_str("<span class=\"of\">");
            let people = self.setter.words.counted(group.participants, "people");
            let quoted = self.setter.words.number(group.quoted as i64);
            let values = [("quoted", quoted), ("people", people)];
            escape_into(
                &self.setter.words.filled("voices.people_heard", &values),
                html,
            );
            html.push_str("</span></li>\n");
        }
        html.push_str("</ul>\n");
    }

    fn empty(&self, key: &'static str, html: &mut String) {
        html.push_str("<p class=\"empty\">");
        escape_into(self.word(key), html);
        html.push_str("</p>\n");
    }

    /// A chosen part of the bibliography, or all of it.
    fn bibliography_block(&self, references: &[ReferenceKey], html: &mut String) {
        let evidence = self.setter.evidence;
        let all: Vec<ReferenceKey>;
        let chosen = if references.is_empty() {
            all = evidence.references.keys().collect();
            &all
        } else {
            references
        };
        html.push_str("<ul class=\"bibliography\">\n");
        for reference in chosen {
            let entry = &evidence.references[*reference];
            html.push_str("<li>");
            html.push_str(&self.setter.rich(&entry.formatted.entry).0);
            html.push(' ');
            let path = self.setter.plan.reference(evidence, *reference);
            self.link("all", &path, self.word("body.in_references"), html);
            html.push_str("</li>\n");
        }
        html.push_str("</ul>\n");
    }

    /// The participants as the publishing rules allow.
    fn participants_block(&self, study: StudyKey, html: &mut String) {
        let evidence = self.setter.evidence;
        let participants = &evidence.studies[study].participants;
        if participants.is_empty() {
            return self.empty("body.no_participants", html);
        }
        self.open_table(html);
        html.push_str("<thead><tr><th scope=\"col\">");
        escape_into(self.word("body.participant"), html);
        html.push_str("</th>");
        for attribute in evidence.attributes.values() {
            html.push_str("<th scope=\"col\">");
            escape_into(&attribute.label, html);
            html.push_str("</th>");
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for key in participants.iter().take(MOST_PEOPLE) {
            html.push_str("<tr><th scope=\"row\">");
            let path = self.setter.plan.participant(evidence, *key);
            self.link("", &path, &evidence.participants[*key].id, html);
            html.push_str("</th>");
            for (attribute, entry) in evidence.attributes.iter() {
                html.push_str("<td>");
                let value = evidence
                    .value_of(*key, attribute)
                    .map(|value| entry.values[value].as_str());
                escape_into(value.unwrap_or_default(), html);
                html.push_str("</td>");
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
        if let Some(path) = self.setter.plan.participants(study)
            && participants.len() > MOST_PEOPLE
        {
            let count = i64::try_from(participants.len()).unwrap_or(i64::MAX);
            let people = self.setter.words.count(count, "people").unwrap_or_default();
            let all = self
                .setter
                .words
                .filled("body.all_participants", &[("people", people)]);
            html.push_str("<p class=\"all\">");
            self.link("", path, &all, html);
            html.push_str("</p>\n");
        }
    }

    /// The gaps of one note, or of every note that names some.
    fn gaps_block(&self, of: Option<NoteKey>, html: &mut String) {
        let evidence = self.setter.evidence;
        let notes: Vec<NoteKey> = match of {
            Some(note) => vec![note],
            None => evidence.notes.keys().collect(),
        };
        html.push_str("<ul class=\"gaps\">\n");
        for key in notes {
            let note = &evidence.notes[key];
            for gap in &note.note.common.not_held {
                html.push_str("<li>");
                escape_into(gap, html);
                if of.is_none() {
                    html.push(' ');
                    self.link("from", self.setter.plan.note(key), &note.title, html);
                }
                html.push_str("</li>\n");
            }
        }
        html.push_str("</ul>\n");
    }

    /// A study's PRISMA flow: a picture on wide screens, and the same as a list for everybody.
    pub fn flow(&self, study: StudyKey) -> Html {
        let note = self.setter.evidence.study_note(study);
        let flow = note.study_matter().and_then(|matter| matter.flow.as_ref());
        let mut html = String::new();
        if let Some(flow) = flow {
            let links = note.flow_links.iter();
            let ways = links.filter_map(|(field, target)| Some((*field, self.address(target)?)));
            let ways = ways.collect();
            html.push_str("<figure class=\"flow\"><figcaption>");
            escape_into(
                &self.word("flow.title").replace("{title}", &note.title),
                &mut html,
            );
            html.push_str("</figcaption>");
            html.push_str(&flow_picture(flow, &ways, self.setter.words).0);
            super::flow::steps(flow, &ways, self.setter.words, &mut html);
            html.push_str("</figure>\n");
        }
        Html(html)
    }
}
