//! What is done to floating numbers on their way?
//!
//! Plain loops over arrays of [`LANES`], which the compiler turns into wide instructions inside
//! [`widely`](crate::processor::widely). Nothing depends on how wide they are: a text's vector is the same on each machine.

#![expect(clippy::inline_always, reason = "inside `widely` only what is inlined gets wide instructions")]

/// So many numbers are worked on side by side.
pub(super) const LANES: usize = 16;

/// Adding and taking away this rounds a number to the nearest whole one, ties to even.
const TO_WHOLE: f32 = 12_582_912.0;

/// e to the power of x, to seven digits; for x up to 0 as in a softmax.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let whole = (x * std::f32::consts::LOG2_E + TO_WHOLE) - TO_WHOLE;
    let r = (x - whole * 0.693_359_4) - whole * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5.0e-1;
    let fraction = p * r * r + r + 1.0;
    // The whole part goes where a number keeps its exponent; the magic sum holds it in its last bits.
    let power = (whole + TO_WHOLE).to_bits().wrapping_sub(TO_WHOLE.to_bits()).wrapping_add(127) << 23;
    fraction * f32::from_bits(power)
}

/// The error function, to seven digits.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let x = x.clamp(-4.0, 4.0);
    let s = x * x;
    let mut p = -2.726_142_3e-10;
    p = p * s + 2.770_681_4e-8;
    p = p * s + -2.101_024e-6;
    p = p * s + -5.692_506_4e-5;
    p = p * s + -7.349_906_5e-4;
    p = p * s + -2.954_6e-3;
    p = p * s + -1.609_603_3e-2;
    let mut q = -1.456_607_2e-5;
    q = q * s + -2.133_740_6e-4;
    q = q * s + -1.682_827e-3;
    q = q * s + -7.373_329e-3;
    q = q * s + -1.426_474e-2;
    x * p / q
}

/// The activation between the halves of a layer.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The sum of what a function makes of each value; lane by lane, so that the order is always the same.
#[inline(always)]
pub(super) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

/// The least and the greatest of some values.
#[inline(always)]
pub(super) fn extremes(values: &[f32]) -> (f32, f32) {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let (mut least, mut most) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    for chunk in chunks {
        for lane in 0..LANES {
            least[lane] = if chunk[lane] < least[lane] { chunk[lane] } else { least[lane] };
            most[lane] = if chunk[lane] > most[lane] { chunk[lane] } else { most[lane] };
        }
    }
    let least = least.iter().chain(rest).copied().fold(f32::INFINITY, f32::min);
    (least, most.iter().chain(rest).copied().fold(f32::NEG_INFINITY, f32::max))
}

/// Makes shares of scores: they sum up to 1.
#[inline(always)]
pub(super) fn softmax(scores: &mut [f32]) {
    let (_, most) = extremes(scores);
    for score in &mut *scores {
        *score = exp(*score - most);
    }
    let part = 1.0 / sum(scores, |share| share);
    for share in scores {
        *share *= part;
    }
}

/// What a norm multiplies with and adds.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) gain: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) epsilon: f32,
}

impl Norm {
    /// Brings values to mean 0 and spread 1, then to what the model wants.
    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "a width is small")]
    pub(super) fn apply(&self, values: &mut [f32]) {
        let part = 1.0 / values.len() as f32;
        let mean = sum(values, |value| value) * part;
        let spread = sum(values, |value| (value - mean) * (value - mean)) * part;
        let scale = 1.0 / (spread + self.epsilon).sqrt();
        for ((value, gain), bias) in values.iter_mut().zip(&self.gain).zip(&self.bias) {
            *value = (*value - mean) * scale * gain + bias;
        }
    }
}

/// How whole numbers of a byte stand for floating ones: `value = whole × scale + middle`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scale {
    pub(super) scale: f32,
    pub(super) middle: f32,
}

impl Scale {
    /// The one that loses least of some values.
    #[inline(always)]
    pub(super) fn of(values: &[f32]) -> Scale {
        let (least, most) = extremes(values);
        let middle = (least + most) * 0.5;
        let scale = (most - middle).max(middle - least) / 127.0;
        Scale { scale: if scale > 0.0 { scale } else { 1.0 }, middle }
    }

    /// The one whose middle is 0.
    pub(super) fn even(values: &[f32]) -> Scale {
        let (least, most) = extremes(values);
        let scale = most.max(-least) / 127.0;
        Scale { scale: if scale > 0.0 { scale } else { 1.0 }, middle: 0.0 }
    }

    /// The whole number of each value.
    #[inline(always)]
    pub(super) fn whole(self, values: &[f32]) -> impl Iterator<Item = i8> {
        let part = 1.0 / self.scale;
        values.iter().map(move |value| {
            let whole = ((value - self.middle) * part).clamp(-127.0, 127.0) + TO_WHOLE;
            // The last byte of the sum is the whole number.
            whole.to_bits().to_le_bytes()[0].cast_signed()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_and_gelu_are_what_they_are_called() {
        for step in -800..=8_i16 {
            let x = f32::from(step) / 10.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= right * 3e-7, "exp({x}) is {}", exp(x));
        }
        // From a table of the normal distribution: x times the share below x.
        for (x, right) in [
            (-6.0, -5.919e-9),
            (-3.0, -0.004_049_694),
            (-1.0, -0.158_655_25),
            (-0.5, -0.154_268_77),
            (0.0, 0.0),
            (0.1, 0.053_982_784),
            (1.0, 0.841_344_7),
            (2.0, 1.954_5),
            (8.0, 8.0),
        ] {
            assert!((gelu(x) - right).abs() < 2e-6, "gelu({x}) is {}, not {right}", gelu(x));
        }
    }

    #[test]
    fn whole_numbers_come_near() {
        let values: Vec<f32> = (0..100_u8).map(|n| f32::from(n).sin() * 3.0 + 1.0).collect();
        for scale in [Scale::of(&values), Scale::even(&values)] {
            for (value, whole) in values.iter().zip(scale.whole(&values)) {
                let back = f32::from(whole) * scale.scale + scale.middle;
                assert!((value - back).abs() <= scale.scale * 0.51, "{value} became {back}");
            }
        }
        assert!(Scale::of(&[2.0, 2.0]).whole(&[2.0, 2.0]).all(|whole| whole == 0));
    }

    #[test]
    fn shares_sum_up_to_one() {
        let mut scores: Vec<f32> = (0..37_u8).map(|n| f32::from(n) * 0.3 - 80.0).collect();
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(scores.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
