//! A gate: what a note costs must not grow with the programme.

use crate::folder::Folder;
use crate::measure::{Cost, count, seconds};
use crate::programs::{self, Program};
use std::time::Duration;

/// How often the gate measures before it stays shut: other work on the machine may have disturbed a try.
const TRIES: usize = 2;

/// Two sizes, and how many times as much a note may cost at the larger one.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    pub small: usize,
    pub large: usize,
    pub bar: f64,
}

impl Gate {
    /// Prints what builds of both sizes took. True where the gate is open.
    pub fn opens(self, runs: usize) -> bool {
        let catena = programs::catena();
        let [small, large] = [self.small, self.large].map(|notes| Folder::with(&catena, notes));
        println!("| notes | cold build | per note | growth | most growth allowed |");
        println!("|---|---|---|---|---|");
        let try_once = |_| self.growth(&catena, [&small, &large], runs) <= self.bar;
        let opens = (1..=TRIES).any(try_once);
        if !opens {
            eprintln!(
                "A note costs more than {} times as much among {} notes as among {}, in {TRIES} tries. \
                 Something in a build grows faster than the programme: `catena build --timings` of both sizes shows which \
                 step.",
                self.bar,
                count(self.large),
                count(self.small)
            );
        }
        opens
    }

    /// Builds both in turn, so that a slow moment of the machine meets both.
    fn growth(self, catena: &Program, [small, large]: [&Folder; 2], runs: usize) -> f64 {
        let pair = || [small, large].map(|folder| catena.build_cold(&folder.0).took);
        pair();
        let [one, other]: [Vec<Duration>; 2] = {
            let pairs: Vec<[Duration; 2]> = (0..runs).map(|_| pair()).collect();
            [0, 1].map(|at| pairs.iter().map(|pair| pair[at]).collect())
        };
        let [small, large] = [Cost::of(self.small, one), Cost::of(self.large, other)];
        let growth = large.growth_from(small);
        println!("{}  |  |", row(small));
        println!("{} {growth:.2} | {:.2} |", row(large), self.bar);
        growth
    }
}

fn row(cost: Cost) -> String {
    format!(
        "| {} | {} | {:.0} µs |",
        count(cost.notes),
        seconds(cost.took),
        cost.per_note()
    )
}
