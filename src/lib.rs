//! Catena turns the notes of an evidence programme into one linked site, and checks the chain that ties them:
//! recommendation → finding → theme → quote → participant → study → publication.
//!
//! The pipeline, in the order of its phases; each is one module and gives one type:
//!
//! 1. [`load`] reads a folder: `Programme` (files in a [`source::SourceMap`], configuration, look).
//! 2. [`parse`] reads each file on its own: `Parsed` (notes as written, every part with its span).
//! 3. [`cite`] reads bibliographies and formats each reference once.
//! 4. [`evidence`] ties all notes together: `Evidence` (ids resolved; none can dangle).
//! 5. [`check`] asks whether the chain holds, and gives faults.
//! 6. [`plan`] decides every page, path and anchor: `SitePlan`.
//! 7. [`typeset`] makes HTML of notes and quotes; [`view`] gathers what one page's template may see.
//! 8. [`search`] makes the index that browsers search; [`exchange`] writes the evidence as files to take along.
//! 9. [`render`] fills the templates; [`publish`] writes the site and swaps it in whole. Before the swap, [`leak`] looks
//!    for what was withheld in every byte.
//!
//! Beside it stands the comparison of quotes with their sources: [`transcript`] reads the text of a source, [`matching`]
//! looks for a quote's words in it, and [`verify`] says what was found.
//!
//! [`mend`] mends what needs no person's judgement.
//!
//! [`site`] is the pipeline itself. While somebody writes, [`preview`] keeps it open, [`watch`] tells what changed on the
//! disk, and [`serve`] shows the site in a browser. A fault of the content is data
//! ([`diagnostic::Diagnostic`]) and never stops a pass: one run reports all faults of all files. An `Err` is a fault of the
//! environment; a panic is a bug.
//!
//! `ARCHITECTURE.md` tells which module may use which, and why; `tests/architecture.rs` keeps it so.

pub mod check;
pub mod cite;
pub mod diagnostic;
pub mod evidence;
pub mod exchange;
pub mod leak;
pub mod limits;
pub mod load;
pub mod matching;
pub mod mend;
pub mod model;
pub mod parse;
pub mod plan;
pub mod preview;
pub mod private;
pub mod publish;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod timings;
pub mod transcript;
pub mod typeset;
pub mod untrusted;
pub mod verify;
pub mod view;
pub mod watch;
pub mod withdrawal;
