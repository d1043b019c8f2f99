//! From tokens to the vector of a text.

use super::{
    attention::{self, attend},
    functions::{Norm, Scale, gelu, sum},
    linear::{self, Linear},
};
use crate::{
    model::files::{Pooling, Shape},
    processor::{Kernel, widely},
};

/// A model's weights in whole numbers of a byte, ready to run.
#[derive(Debug)]
pub(in crate::model) struct Network {
    pub(super) shape: Shape,
    pub(super) kernel: Kernel,
    /// Whole numbers of each token, and what they are multiplied with.
    pub(super) words: Vec<i8>,
    pub(super) word_scales: Vec<f32>,
    /// What each position adds, and the kind of token with it.
    pub(super) places: Vec<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// To question, key and gift.
    pub(super) ask: Linear,
    /// From what was taken.
    pub(super) take: Linear,
    pub(super) taken: Norm,
    pub(super) up: Linear,
    pub(super) down: Linear,
    pub(super) done: Norm,
}

/// Room for a pass, used again and again.
#[derive(Debug, Default)]
pub(in crate::model) struct Room {
    /// A row for each token.
    tokens: Vec<f32>,
    /// What comes out of a map.
    asked: Vec<f32>,
    taken: Vec<f32>,
    inner: Vec<f32>,
    linear: linear::Room,
    attention: attention::Room,
}

impl Network {
    /// How it multiplies.
    pub(in crate::model) fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// How many bytes its weights take.
    pub(in crate::model) fn bytes(&self) -> u64 {
        let (width, inner) = (self.shape.width as u64, self.shape.inner as u64);
        let layer = 4 * width * width + 2 * width * inner;
        self.words.len() as u64 + 4 * (self.places.len() as u64) + self.shape.layers as u64 * layer
    }

    /// Hands over the values of each text, in order, not yet of length 1. All run in one pass.
    pub(in crate::model) fn run(
        &self,
        texts: &[Vec<u32>],
        room: &mut Room,
        mut take: impl FnMut(&[f32]),
    ) -> Result<(), String> {
        let width = self.shape.width;
        let count: usize = texts.iter().map(Vec::len).sum();
        room.tokens.clear();
        for text in texts {
            self.embed(text, &mut room.tokens)?;
        }
        widely(
            #[inline(always)]
            || room.tokens.chunks_exact_mut(width).for_each(|row| self.norm.apply(row)),
        );
        room.asked.resize(count * 3 * width, 0.0);
        room.taken.resize(count * width, 0.0);
        room.inner.resize(count * self.shape.inner, 0.0);
        for layer in &self.layers {
            layer.run(texts, &self.shape, room);
        }
        let mut rows = room.tokens.as_slice();
        for text in texts {
            let (own, rest) = rows.split_at(text.len() * width);
            rows = rest;
            match self.shape.pooling {
                Pooling::First => take(&own[..width]),
                Pooling::Mean => take(mean(own, width, &mut room.taken[..width])),
            }
        }
        Ok(())
    }

    /// Adds a row for each token of a text.
    fn embed(&self, text: &[u32], rows: &mut Vec<f32>) -> Result<(), String> {
        let width = self.shape.width;
        for (number, id) in text.iter().enumerate() {
            let id = *id as usize;
            let beyond =
                || format!("the tokenizer gives the token {id}, and the weights know {}", self.shape.words);
            let scale = self.word_scales.get(id).ok_or_else(beyond)?;
            let place = (self.shape.first_place + number) * width;
            let place = self.places.get(place..place + width).ok_or("a text longer than its positions")?;
            let word = &self.words[id * width..][..width];
            rows.extend(word.iter().zip(place).map(|(whole, place)| f32::from(*whole) * scale + place));
        }
        Ok(())
    }
}

impl Layer {
    fn run(&self, texts: &[Vec<u32>], shape: &Shape, room: &mut Room) {
        let width = shape.width;
        self.ask.apply(&room.tokens, &mut room.linear, &mut room.asked, |value| value);
        let (mut asked, mut taken) = (room.asked.as_slice(), room.taken.as_mut_slice());
        for text in texts {
            let (own, rest) = asked.split_at(text.len() * 3 * width);
            let (out, others) = taken.split_at_mut(text.len() * width);
            attend(own, width, shape.heads, &mut room.attention, out);
            (asked, taken) = (rest, others);
        }
        let out = &mut room.asked[..room.tokens.len()];
        self.take.apply(&room.taken, &mut room.linear, out, |value| value);
        add(&mut room.tokens, out, &self.taken, width);
        self.up.apply(&room.tokens, &mut room.linear, &mut room.inner, gelu);
        self.down.apply(&room.inner, &mut room.linear, out, |value| value);
        add(&mut room.tokens, out, &self.done, width);
    }
}

/// Adds what came out to each row, and brings it in order.
fn add(rows: &mut [f32], out: &[f32], norm: &Norm, width: usize) {
    widely(
        #[inline(always)]
        || {
            for (row, out) in rows.chunks_exact_mut(width).zip(out.chunks_exact(width)) {
                row.iter_mut().zip(out).for_each(|(value, more)| *value += more);
                norm.apply(row);
            }
        },
    );
}

/// The mean of some rows, each as it is.
fn mean<'a>(rows: &[f32], width: usize, mean: &'a mut [f32]) -> &'a [f32] {
    mean.fill(0.0);
    for row in rows.chunks_exact(width) {
        mean.iter_mut().zip(row).for_each(|(mean, value)| *mean += value);
    }
    mean
}

/// The whole numbers of a token, and what they are multiplied with.
pub(super) fn word(values: &[f32]) -> (impl Iterator<Item = i8>, f32) {
    let scale = Scale::even(values);
    // Rounding loses a little of its length, which would show in every text that has the token.
    debug_assert!(sum(values, f32::abs).is_finite(), "numbers");
    (scale.whole(values), scale.scale)
}
