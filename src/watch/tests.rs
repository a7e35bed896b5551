//! What is told of changes on a real disk. The tests wait for changes, however long they take.

use super::*;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("catena-watch-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("content")).expect("a folder");
        fs::write(folder.join("catena.yaml"), "title: T").expect("a file");
        Self(folder)
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("it has one")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    fn watch(&self, poll: bool) -> Watch {
        let places = Places::new(&self.0, ["content"], ["catena.yaml"]);
        let watch = Watch::start(places, poll);
        assert!(poll || watch.system.is_some(), "{:?}", watch.refused);
        watch
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Waits until every path was told; what else is told meanwhile is given back.
fn wait_for(watch: &mut Watch, paths: &[&str]) -> BTreeSet<PathBuf> {
    let stop = watch.stop();
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(60));
        stop.stop();
    });
    let mut all = BTreeSet::new();
    while !paths.iter().all(|path| all.contains(Path::new(path))) {
        let changed = watch.wait();
        let changed = changed.unwrap_or_else(|| panic!("{paths:?} was not told, but {all:?}"));
        all.extend(changed);
    }
    all
}

fn each_way(test: impl Fn(&Folder, &mut Watch)) {
    for poll in [false, true] {
        let folder = Folder::new();
        folder.write("content/old/index.md", "old");
        let mut watch = folder.watch(poll);
        test(&folder, &mut watch);
    }
}

#[test]
fn files_that_come_change_and_go_are_told() {
    each_way(|folder, watch| {
        folder.write("content/index.md", "first");
        wait_for(watch, &["content/index.md"]);
        folder.write("content/index.md", "second, longer");
        wait_for(watch, &["content/index.md"]);
        fs::remove_file(folder.0.join("content/index.md")).expect("it is there");
        wait_for(watch, &["content/index.md"]);
        folder.write("catena.yaml", "title: Another");
        wait_for(watch, &["catena.yaml"]);
    });
}

#[test]
fn a_renamed_folder_is_told_file_by_file() {
    each_way(|folder, watch| {
        fs::rename(folder.0.join("content/old"), folder.0.join("content/new")).expect("a folder");
        wait_for(watch, &["content/old/index.md", "content/new/index.md"]);
        folder.write("content/new/deep/down/note.md", "new");
        wait_for(watch, &["content/new/deep/down/note.md"]);
        folder.write("content/new/deep/down/note.md", "changed again");
        wait_for(watch, &["content/new/deep/down/note.md"]);
    });
}

#[test]
fn a_file_put_in_the_place_of_another_is_told_and_hidden_ones_are_not() {
    each_way(|folder, watch| {
        folder.write("content/.index.md.swp", "hidden");
        folder.write("content/index.md~", "kept beside");
        folder.write("site/index.html", "made");
        folder.write("content/.new", "saved");
        let (new, old) = ("content/.new", "content/old/index.md");
        fs::rename(folder.0.join(new), folder.0.join(old)).expect("a file");
        let told = wait_for(watch, &[old]);
        assert_eq!(told.len(), 1, "{told:?}");
    });
}

#[test]
fn a_root_that_vanishes_and_comes_back_is_watched_again() {
    each_way(|folder, watch| {
        let away = folder.0.with_extension("away");
        fs::rename(&folder.0, &away).expect("a folder");
        wait_for(watch, &["content/old/index.md", "catena.yaml"]);
        fs::rename(&away, &folder.0).expect("a folder");
        wait_for(watch, &["content/old/index.md", "catena.yaml"]);
        folder.write("content/old/index.md", "changed after all that");
        wait_for(watch, &["content/old/index.md"]);
    });
}

#[test]
fn a_system_that_can_tell_no_more_is_not_needed() {
    let folder = Folder::new();
    let mut watch = folder.watch(false);
    let full = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    watch
        .sender
        .send(Signal::System(Err(full)))
        .expect("it listens");
    folder.write("content/index.md", "first");
    wait_for(&mut watch, &["content/index.md"]);
    assert!(watch.system.is_none());
    assert!(watch.refused().is_some_and(|reason| !reason.is_empty()));
    folder.write("content/index.md", "second, longer");
    wait_for(&mut watch, &["content/index.md"]);
}

#[test]
fn whoever_waits_can_be_told_to_end() {
    let folder = Folder::new();
    let mut watch = folder.watch(false);
    watch.stop().stop();
    assert_eq!(watch.wait(), None);
}
