//! What do the tokens of a text take from one another?

#![expect(clippy::inline_always, reason = "inside `widely` only what is inlined gets wide instructions")]

use super::functions::{LANES, softmax};
use crate::processor::widely;

/// So many tokens ask at once.
const ASKING: usize = 4;

/// Room for the work of [`attend`], used again and again.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// What each token is asked by: so many tokens for each value.
    keys: Vec<f32>,
    /// What each token gives: so many values for each token.
    given: Vec<f32>,
    scores: Vec<f32>,
    taken: Vec<f32>,
}

/// For the tokens of one text: rows of question, key and gift, each `width` values, become rows of what each took.
pub(super) fn attend(rows: &[f32], width: usize, heads: usize, room: &mut Room, out: &mut [f32]) {
    widely(
        #[inline(always)]
        || {
            for head in 0..heads {
                of_head(rows, width, head * (width / heads)..(head + 1) * (width / heads), room, out);
            }
        },
    );
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "a head is small")]
fn of_head(rows: &[f32], width: usize, part: std::ops::Range<usize>, room: &mut Room, out: &mut [f32]) {
    let (tokens, deep) = (rows.len() / (3 * width), part.len());
    let (tokens_wide, deep_wide) = (tokens.next_multiple_of(LANES), deep.next_multiple_of(LANES));
    fit(&mut room.keys, deep * tokens_wide);
    fit(&mut room.given, tokens * deep_wide);
    fit(&mut room.scores, ASKING * tokens_wide);
    fit(&mut room.taken, ASKING * deep_wide);
    let scale = 1.0 / (deep as f32).sqrt();
    for (token, row) in rows.chunks_exact(3 * width).enumerate() {
        let (keys, given) = (&row[width..2 * width][part.clone()], &row[2 * width..][part.clone()]);
        for (value, key) in keys.iter().enumerate() {
            room.keys[value * tokens_wide + token] = key * scale;
        }
        room.given[token * deep_wide..][..deep].copy_from_slice(given);
    }
    for first in (0..tokens).step_by(ASKING) {
        let count = ASKING.min(tokens - first);
        let asking = &rows[first * 3 * width + part.start..];
        let asking = Left { values: asking, stride: 3 * width, count, deep };
        product(asking, &room.keys, tokens_wide, &mut room.scores);
        for scores in room.scores.chunks_exact_mut(tokens_wide) {
            softmax(&mut scores[..tokens]);
        }
        let shares = Left { values: &room.scores, stride: tokens_wide, count, deep: tokens };
        product(shares, &room.given, deep_wide, &mut room.taken);
        for (token, taken) in (first..first + count).zip(room.taken.chunks_exact(deep_wide)) {
            out[token * width..][part.clone()].copy_from_slice(&taken[..deep]);
        }
    }
}

fn fit(room: &mut Vec<f32>, len: usize) {
    room.clear();
    room.resize(len, 0.0);
}

/// The left side of a product: rows that lie apart.
#[derive(Clone, Copy)]
struct Left<'a> {
    values: &'a [f32],
    stride: usize,
    /// Rows, 1 to [`ASKING`].
    count: usize,
    /// Values of a row.
    deep: usize,
}

/// The product with a right side whose rows have `columns` values, a multiple of [`LANES`]. Rows that are not there are
/// taken for the last one.
#[inline(always)]
fn product(left: Left<'_>, right: &[f32], columns: usize, out: &mut [f32]) {
    let rows: [&[f32]; ASKING] =
        std::array::from_fn(|row| &left.values[row.min(left.count - 1) * left.stride..][..left.deep]);
    for column in (0..columns).step_by(LANES) {
        // One by one and not in a loop: sums that a loop looks up are kept in memory, and added number by number.
        let [mut first, mut second, mut third, mut last] = [[0.0_f32; LANES]; ASKING];
        for (step, right) in right.chunks_exact(columns).take(left.deep).enumerate() {
            let Some(right) = right[column..].first_chunk::<LANES>() else { continue };
            add(&mut first, rows[0][step], right);
            add(&mut second, rows[1][step], right);
            add(&mut third, rows[2][step], right);
            add(&mut last, rows[3][step], right);
        }
        for (row, sums) in [first, second, third, last].iter().enumerate() {
            out[row * columns + column..][..LANES].copy_from_slice(sums);
        }
    }
}

#[inline(always)]
fn add(sums: &mut [f32; LANES], factor: f32, values: &[f32; LANES]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}
