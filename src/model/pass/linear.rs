//! How is a row multiplied with a matrix of the model?

#![expect(clippy::inline_always, reason = "inside `widely` only what is inlined gets wide instructions")]

use super::functions::Scale;
use crate::processor::{Kernel, Matrix, Rows, widely};

/// So many rows are multiplied at once: they and what comes out of them stay near the processor.
const AT_ONCE: usize = 48;

/// A linear map with weights in whole numbers of a byte: each output has its own scale, each row of inputs too.
#[derive(Debug)]
pub(super) struct Linear {
    matrix: Matrix,
    /// What the whole weights of an output are multiplied with.
    scales: Vec<f32>,
    /// The sum of the weights of an output.
    sums: Vec<f32>,
    bias: Vec<f32>,
}

/// Room for the work of [`Linear`], used again and again.
#[derive(Debug, Default)]
pub(super) struct Room {
    rows: Rows,
    scales: Vec<Scale>,
    products: Vec<i32>,
}

/// Weights on their way to a [`Linear`], output by output.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    whole: Vec<i8>,
    scales: Vec<f32>,
    sums: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Gathered {
    /// Adds the weights of the next output.
    #[expect(clippy::cast_precision_loss, reason = "a sum of bytes is exact enough")]
    pub(super) fn push(&mut self, weights: &[f32]) {
        let scale = Scale::even(weights);
        let begin = self.whole.len();
        self.whole.extend(scale.whole(weights));
        let sum: i32 = self.whole[begin..].iter().map(|whole| i32::from(*whole)).sum();
        self.scales.push(scale.scale);
        self.sums.push(sum as f32 * scale.scale);
    }

    /// The map from so many inputs, for this machine.
    pub(super) fn packed(self, inputs: usize, kernel: Kernel) -> Linear {
        let matrix = Matrix::pack(kernel, inputs, &self.whole);
        Linear { matrix, scales: self.scales, sums: self.sums, bias: self.bias }
    }
}

impl Linear {
    /// Maps each row, and hands each result to a function before it is written.
    #[inline]
    pub(super) fn apply(
        &self,
        inputs: &[f32],
        room: &mut Room,
        outputs: &mut [f32],
        last: impl Fn(f32) -> f32 + Copy,
    ) {
        let (wide_in, wide_out) = (self.matrix.inputs(), self.matrix.outputs());
        for (inputs, outputs) in inputs.chunks(AT_ONCE * wide_in).zip(outputs.chunks_mut(AT_ONCE * wide_out))
        {
            let count = inputs.len() / wide_in;
            room.rows.begin(self.matrix.kernel(), count, wide_in);
            room.scales.clear();
            widely(
                #[inline(always)]
                || {
                    for (number, row) in inputs.chunks_exact(wide_in).enumerate() {
                        let scale = Scale::of(row);
                        room.rows.set(number, scale.whole(row));
                        room.scales.push(scale);
                    }
                },
            );
            room.products.resize(count * wide_out, 0);
            self.matrix.multiply(&room.rows, &mut room.products);
            widely(
                #[inline(always)]
                || {
                    let rows = room.products.chunks_exact(wide_out).zip(outputs.chunks_exact_mut(wide_out));
                    for ((products, outputs), scale) in rows.zip(&room.scales) {
                        self.finish(products, *scale, outputs, last);
                    }
                },
            );
        }
    }

    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "rounding costs less than whole numbers did")]
    fn finish(&self, products: &[i32], row: Scale, outputs: &mut [f32], last: impl Fn(f32) -> f32) {
        let own = self.scales.iter().zip(&self.sums).zip(&self.bias);
        for ((output, product), ((scale, sum), bias)) in outputs.iter_mut().zip(products).zip(own) {
            *output = last(*product as f32 * (row.scale * scale) + (row.middle * sum + bias));
        }
    }
}
