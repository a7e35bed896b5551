//! What of content that anybody may have written can reach a reader: addresses, HTML, pictures, files, characters.
//!
//! Each file decides one thing, and is the only place that decides it. They give back what may be published and what
//! was taken out; whoever asks makes a fault of that.

mod address;
mod characters;
mod file;
mod html;
mod svg;
mod tags;

pub use address::{Address, Reading};
pub use characters::{Hidden, hidden_character, is_device, is_safe_name};
pub use file::{ENDINGS, FileType};
pub use html::{INLINE as INLINE_ELEMENTS, Removal, Removed, cleaned as cleaned_html, removals};
pub use svg::{
    Cleaned as CleanedSvg, Part as SvgPart, Refused as RefusedSvg, cleaned as cleaned_svg,
};
pub use tags::most_attributes;
