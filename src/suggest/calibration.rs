//! What does the desk's own record say of its probabilities?
//!
//! The built-in coefficients were fitted on public sets and are off by up to .2 elsewhere (RANKING section 6). Once
//! 200 forecasts were put to the test, the logit is shifted by what fits them best, with the built-in one as prior:
//! a logistic regression with a Gaussian prior around no shift at all. It is used only if, fitted on the older three
//! quarters, it foretells the latest quarter better than the built-in coefficients do.

use super::confidence::{Features, TERMS, logit, terms};

/// So many forecasts must have been put to the test.
const ENOUGH: usize = 200;
/// The precision of what is called an answer, on the desk's own record.
const PRECISION: f64 = 0.8;
/// A threshold is not judged by fewer answers than this.
const FEWEST_ANSWERS: usize = 20;
/// Where the threshold may lie, in hundredths.
const THRESHOLDS: std::ops::RangeInclusive<u8> = 30..=95;
/// How many pieces the record is cut into: each is foretold from those before it.
const PIECES: usize = 4;
/// Newton's method is done after so many steps; it needs five.
const STEPS: usize = 12;

/// How surely each term of the shift is nought, as one over a variance: the constant may move freely, the slope
/// hardly.
const SURE: [f64; SHIFTS] = [0.1, 4.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
/// The constant, the built-in logit and what it is made of.
const SHIFTS: usize = 2 + TERMS;

/// What is added to the built-in logit, and from which probability on to answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    shift: [f64; SHIFTS],
    answer_from: f32,
}

impl Calibration {
    /// What fits this record, oldest first: what each forecast was made of, and whether it came true. None while
    /// there are fewer than 200.
    pub fn of(record: &[(Features, bool)]) -> Option<Calibration> {
        if record.len() < ENOUGH {
            return None;
        }
        let rows: Vec<Row> =
            record.iter().map(|(features, came_true)| Row::of(features, *came_true)).collect();
        let (older, latest) = rows.split_at(rows.len() - rows.len() / PIECES);
        let better = loss(latest, &fit(older)) < loss(latest, &[0.0; SHIFTS]);
        let shift = if better { fit(&rows) } else { [0.0; SHIFTS] };
        let size = rows.len().div_ceil(PIECES);
        let mut foretold = Vec::with_capacity(rows.len());
        for (piece, tested) in rows.chunks(size).enumerate() {
            let shift = if better && piece > 0 { fit(&rows[..piece * size]) } else { [0.0; SHIFTS] };
            foretold.extend(tested.iter().map(|row| (row.probability(&shift), row.came_true)));
        }
        Some(Calibration { shift, answer_from: threshold(&foretold) })
    }

    /// From this probability on the first article is called the answer: the lowest that keeps a precision of 0.8
    /// on the record, each part of it foretold from what was known before.
    pub fn answer_from(&self) -> f32 {
        self.answer_from
    }

    /// The logit of the probability, shifted.
    pub(super) fn logit(&self, features: &Features) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "24 bits are plenty for a probability")]
        let logit = Row::of(features, true).logit(&self.shift) as f32;
        logit
    }
}

/// One forecast.
struct Row {
    values: [f64; SHIFTS],
    came_true: bool,
}

impl Row {
    fn of(features: &Features, came_true: bool) -> Row {
        let mut values = [1.0; SHIFTS];
        values[1] = f64::from(logit(features));
        for (value, term) in values[2..].iter_mut().zip(terms(features)) {
            *value = f64::from(term);
        }
        Row { values, came_true }
    }

    fn logit(&self, shift: &[f64; SHIFTS]) -> f64 {
        self.values[1] + self.values.iter().zip(shift).map(|(value, shift)| value * shift).sum::<f64>()
    }

    fn probability(&self, shift: &[f64; SHIFTS]) -> f64 {
        1.0 / (1.0 + (-self.logit(shift)).exp())
    }
}

/// The mean of minus the logarithm of the probability of what happened.
fn loss(rows: &[Row], shift: &[f64; SHIFTS]) -> f64 {
    let of = |row: &Row| {
        let logit = row.logit(shift);
        // ln(1 + e^x), without overflow.
        let signed = if row.came_true { -logit } else { logit };
        signed.max(0.0) + (-signed.abs()).exp().ln_1p()
    };
    rows.iter().map(of).sum()
}

/// The likeliest shift, by Newton's method.
fn fit(rows: &[Row]) -> [f64; SHIFTS] {
    let mut shift = [0.0; SHIFTS];
    for _ in 0..STEPS {
        let mut slope: [f64; SHIFTS] = std::array::from_fn(|at| -SURE[at] * shift[at]);
        let mut bend = [[0.0; SHIFTS]; SHIFTS];
        for (at, row) in bend.iter_mut().enumerate() {
            row[at] = SURE[at];
        }
        for row in rows {
            let p = row.probability(&shift);
            let error = f64::from(u8::from(row.came_true)) - p;
            for (at, a) in row.values.iter().enumerate() {
                slope[at] += error * a;
                for (bend, b) in bend[at].iter_mut().zip(&row.values) {
                    *bend += p * (1.0 - p) * a * b;
                }
            }
        }
        let step = solved(bend, slope);
        for (shift, step) in shift.iter_mut().zip(step) {
            *shift += step.clamp(-2.0, 2.0);
        }
    }
    shift
}

/// What a symmetric, positive matrix makes these values of (Gauss; such a matrix needs no pivots).
fn solved(mut matrix: [[f64; SHIFTS]; SHIFTS], mut values: [f64; SHIFTS]) -> [f64; SHIFTS] {
    for at in 0..SHIFTS {
        for below in at + 1..SHIFTS {
            let times = matrix[below][at] / matrix[at][at];
            let above = matrix[at];
            for (value, above) in matrix[below].iter_mut().zip(above) {
                *value -= times * above;
            }
            values[below] -= times * values[at];
        }
    }
    for at in (0..SHIFTS).rev() {
        let known: f64 = (at + 1..SHIFTS).map(|right| matrix[at][right] * values[right]).sum();
        values[at] = (values[at] - known) / matrix[at][at];
    }
    values
}

/// The lowest threshold with that precision; the highest there is when none has it.
fn threshold(foretold: &[(f64, bool)]) -> f32 {
    let precise = |hundredths: &u8| {
        let from = f64::from(*hundredths) / 100.0;
        let answers = foretold.iter().filter(|(probability, _)| *probability >= from);
        let right = answers.clone().filter(|(_, came_true)| *came_true).count();
        let all = answers.count();
        #[expect(clippy::cast_precision_loss, reason = "counts of at most some thousands")]
        let precision = right as f64 / all.max(1) as f64;
        all >= FEWEST_ANSWERS && precision >= PRECISION
    };
    f32::from(THRESHOLDS.into_iter().find(precise).unwrap_or(*THRESHOLDS.end())) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forecasts whose coverage alone decides, at a rate that the built-in coefficients do not know.
    fn record(len: u32) -> Vec<(Features, bool)> {
        let mut state = 7_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1_u32 << 24)
        };
        (0..len)
            .map(|_| {
                let coverage = random();
                let true_logit = 8.0 * coverage - 2.0;
                let came_true = random() < 1.0 / (1.0 + (-true_logit).exp());
                #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
                let coverage = coverage as f32;
                (Features { coverage, length: 1.6, margin: 0.05, ..Features::default() }, came_true)
            })
            .collect()
    }

    fn said(calibration: Option<&Calibration>, features: &Features) -> f32 {
        super::super::confidence::probability(features, calibration)
    }

    /// The mean distance between what is said in a tenth of the record and how often it was so.
    fn error(record: &[(Features, bool)], calibration: Option<&Calibration>) -> f32 {
        let mut sorted: Vec<(f32, bool)> =
            record.iter().map(|(features, came_true)| (said(calibration, features), *came_true)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let tenth = sorted.len() / 10;
        let of = |part: &[(f32, bool)]| {
            part.iter().map(|(said, came_true)| said - f32::from(u8::from(*came_true))).sum::<f32>().abs()
        };
        sorted.chunks(tenth).map(of).sum::<f32>() / (10.0 * f32::from(u16::try_from(tenth).unwrap_or(1)))
    }

    #[test]
    fn a_record_makes_the_probability_honest_for_what_comes() {
        let all = record(3_000);
        let (known, coming) = all.split_at(1_000);
        let calibration = Calibration::of(known).expect("enough");
        let (before, after) = (error(coming, None), error(coming, Some(&calibration)));
        assert!(before > 0.2 && after < 0.05, "{before} {after}");
        let answers: Vec<bool> = coming
            .iter()
            .filter(|(features, _)| said(Some(&calibration), features) >= calibration.answer_from())
            .map(|(_, came_true)| *came_true)
            .collect();
        let right = answers.iter().filter(|came_true| **came_true).count();
        assert!(answers.len() > 500 && right * 100 >= answers.len() * 76, "{right} of {}", answers.len());
    }

    #[test]
    fn few_forecasts_say_nothing() {
        assert_eq!(Calibration::of(&record(199)), None);
        assert!(Calibration::of(&record(200)).is_some());
    }

    #[test]
    fn a_record_that_contradicts_itself_leaves_the_built_in_coefficients() {
        // What was true of the older part is false of the latest.
        let mut turned = record(400);
        for (_, came_true) in &mut turned[300..] {
            *came_true = !*came_true;
        }
        let calibration = Calibration::of(&turned).expect("enough");
        for (features, _) in &turned {
            assert!((said(Some(&calibration), features) - said(None, features)).abs() < 1e-6);
        }
    }

    #[test]
    fn what_cannot_be_is_said_with_the_highest_threshold() {
        let never: Vec<(Features, bool)> =
            record(300).into_iter().map(|(features, _)| (features, false)).collect();
        let calibration = Calibration::of(&never).expect("enough");
        assert!((calibration.answer_from() - 0.95).abs() < 1e-6);
        assert!(never.iter().all(|(features, _)| said(Some(&calibration), features) < 0.2));
    }
}
