//! Does a source say what a quote says? Words are compared, in order, with the place of each kept.
//!
//! 1. [`words`] reads a text as words without regard to typography, and [`speech`] tells who says them.
//! 2. [`library`] numbers the words of all sources and finds any short run of them at once.
//! 3. [`wanted`] parts a quote at its omissions and insertions.
//! 4. [`exact`] finds every place where all parts stand in order; [`near`] the passage that is most like the quote.
//! 5. [`bounds`] tells where the source's own sentence or quotation begins and ends.
//! 6. [`context`] tells who says a passage, and what stands around it.
//! 7. [`judge`] weighs what was found, and gives one [`Verdict`] for each quote.

mod bounds;
mod context;
mod exact;
mod judge;
mod library;
mod near;
mod speech;
mod wanted;
mod words;

pub use judge::{Asked, Cut, Owner, Replaced, Scope, Verdict, Where, judge};
pub use library::Library;
pub use speech::People;
pub use wanted::said;
pub use words::position;
