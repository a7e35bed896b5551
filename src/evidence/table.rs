//! Lists whose indexes have a type of their own, so that a quote's can never be taken for a theme's.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// Names one `T` of a [`Table<T>`].
pub struct Key<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The key at a position.
    pub fn new(index: usize) -> Self {
        Self {
            index: u32::try_from(index).expect("fewer than 4 billion of a kind"),
            of: PhantomData,
        }
    }

    /// The position in the table.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

// By hand: derived versions would ask the same of `T`.
impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Key<T> {}

impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// Keys in the order of their table, each once.
pub fn in_order<T>(keys: impl IntoIterator<Item = Key<T>>) -> Vec<Key<T>> {
    let mut keys: Vec<Key<T>> = keys.into_iter().collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A list of `T`, indexed by [`Key<T>`]. A copy shares the items, and an item that is changed parts from the other's.
#[derive(Debug)]
pub struct Table<T>(Vec<Arc<T>>);

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(Arc::new).collect())
    }
}

impl<T> Table<T> {
    /// Adds an item and names it.
    pub fn push(&mut self, item: T) -> Key<T> {
        self.0.push(Arc::new(item));
        Key::new(self.0.len() - 1)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<T>> + use<T> {
        (0..self.0.len()).map(Key::new)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Key<T>, &T)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, item)| (Key::new(index), item.as_ref()))
    }

    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator + Clone {
        self.0.iter().map(Arc::as_ref)
    }
}

impl<T: Clone> Table<T> {
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut T> {
        self.0.iter_mut().map(Arc::make_mut)
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;

    fn index(&self, key: Key<T>) -> &T {
        &self.0[key.index()]
    }
}

impl<T: Clone> IndexMut<Key<T>> for Table<T> {
    fn index_mut(&mut self, key: Key<T>) -> &mut T {
        Arc::make_mut(&mut self.0[key.index()])
    }
}
