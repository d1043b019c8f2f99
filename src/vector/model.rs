//! What is a vector, and the cosine of two?

use crate::processor::Kernel;

/// The greatest whole number that stands for a value.
const MOST: f32 = 127.0;

/// A direction in the space of meaning: of length 1, kept in whole numbers of a byte, which costs nothing
/// measurable in quality (RANKING section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    values: Box<[i8]>,
    scale: f32,
}

impl Vector {
    /// The direction of these values; none when they have no direction or are no numbers.
    pub fn of(values: &[f32]) -> Option<Vector> {
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        let greatest = values.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        if !length.is_normal() || greatest <= 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
        let whole = |value: &f32| (value / greatest * MOST).round() as i8;
        let values: Box<[i8]> = values.iter().map(whole).collect();
        Vector::kept(values)
    }

    /// The direction of values that were kept; none when all are 0.
    pub fn kept(values: Box<[i8]>) -> Option<Vector> {
        let square = dot(&values, &values);
        #[expect(clippy::cast_precision_loss, reason = "rounding costs less than whole numbers did")]
        let scale = 1.0 / (square as f32).sqrt();
        if square > 0 { Some(Vector { values, scale }) } else { None }
    }

    /// The direction in the middle of several; none without any.
    pub fn middle<'v>(of: impl IntoIterator<Item = &'v Vector>) -> Option<Vector> {
        let mut of = of.into_iter().peekable();
        let mut sum = vec![0.0; of.peek()?.values.len()];
        for vector in of {
            for (sum, value) in sum.iter_mut().zip(&vector.values) {
                *sum += f32::from(*value) * vector.scale;
            }
        }
        Vector::of(&sum)
    }

    /// The whole numbers: what is to be kept of it.
    pub fn values(&self) -> &[i8] {
        &self.values
    }

    /// What the whole numbers are multiplied with, so that the length is 1.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// How alike two of the same space are: -1 to 1. Of different spaces, 0.
    pub fn cosine(&self, other: &Vector) -> f32 {
        if self.values.len() != other.values.len() {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "rounding costs less than whole numbers did")]
        let dot = dot(&self.values, &other.values) as f32;
        (dot * self.scale * other.scale).clamp(-1.0, 1.0)
    }
}

/// The sum of the products of equally many values.
pub fn dot(a: &[i8], b: &[i8]) -> i32 {
    Kernel::best().dot(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cosine_is_that_of_the_directions() {
        let of = |values: &[f32]| Vector::of(values).expect("a direction");
        let (a, b) = (of(&[3.0, 4.0, 0.0]), of(&[4.0, 3.0, 0.0]));
        assert!((a.cosine(&a) - 1.0).abs() < 1e-6);
        assert!((a.cosine(&b) - 0.96).abs() < 0.01, "{}", a.cosine(&b));
        assert!(a.cosine(&of(&[0.0, 0.0, 1.0])).abs() < 1e-6);
        assert!((of(&[30.0, 40.0, 0.0]).cosine(&a) - 1.0).abs() < 1e-6, "length does not count");
        assert!(a.cosine(&of(&[1.0])).abs() < 1e-6, "another space");
        let middle = Vector::middle([&a, &b]).expect("a direction");
        assert!((middle.cosine(&a) - middle.cosine(&b)).abs() < 0.01 && middle.cosine(&a) > a.cosine(&b));
        assert_eq!((Vector::middle([&a]), Vector::middle([])), (Some(a.clone()), None));
        assert_eq!(Vector::kept(a.values().into()), Some(a));
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        for values in [&[][..], &[0.0, 0.0], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0]] {
            assert_eq!(Vector::of(values), None);
        }
        assert_eq!(Vector::kept([0, 0].into()), None);
    }
}
