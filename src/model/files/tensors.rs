//! What are a model's weights?

use std::{
    fs::File,
    io::{ErrorKind, Read, Seek, SeekFrom},
    path::Path,
};

use safetensors::{Dtype, tensor::Metadata};

use crate::model::Error;

/// The file of a model's weights.
pub(in crate::model) const WEIGHTS: &str = "model.safetensors";
/// No description of tensors is longer than this, in bytes.
const MOST_HEAD: u64 = 16 << 20;
/// So many bytes say how long the description is.
const LENGTH: usize = 8;

/// An open file of weights.
pub(in crate::model) struct Tensors {
    file: File,
    head: Metadata,
    /// Where the first tensor begins.
    begin: u64,
    /// What stands before every name: `bert.`, or nothing.
    prefix: String,
}

impl Tensors {
    /// Opens the weights of the model in a directory.
    pub(in crate::model) fn open(folder: &Path) -> Result<Tensors, Error> {
        let path = folder.join(WEIGHTS);
        let mut file = File::open(&path).map_err(Error::place(&path))?;
        let whole = file.metadata().map_err(Error::place(&path))?.len();
        let mut length = [0; LENGTH];
        file.read_exact(&mut length).map_err(ended)?;
        let length = u64::from_le_bytes(length);
        if length > MOST_HEAD.min(whole) {
            return Err(broken("its description is too long; it is no safetensors file, or was cut short"));
        }
        let mut head = vec![0; usize::try_from(length).unwrap_or(usize::MAX)];
        file.read_exact(&mut head).map_err(ended)?;
        let head: Metadata =
            serde_json::from_slice(&head).map_err(|error| broken(&format!("its description: {error}")))?;
        let begin = LENGTH as u64 + length;
        if begin.checked_add(head.data_len() as u64) != Some(whole) {
            return Err(broken(&format!(
                "it has {whole} bytes, and its description wants another number; it was cut short"
            )));
        }
        let words = "embeddings.word_embeddings.weight";
        let prefix = head.offset_keys().iter().find_map(|name| name.strip_suffix(words).map(str::to_owned));
        let prefix = prefix.ok_or_else(|| broken(&format!("it has no tensor `{words}`")))?;
        Ok(Tensors { file, head, begin, prefix })
    }

    /// All values of a tensor of this shape.
    pub(in crate::model) fn all(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let mut values = Vec::new();
        let width = shape.last().copied().unwrap_or(1);
        self.each_row(name, shape, width, |_, row| values.extend_from_slice(row))?;
        Ok(values)
    }

    /// Hands over the values of a tensor of this shape, so many at a time, with the number of the row.
    pub(in crate::model) fn each_row(
        &mut self,
        name: &str,
        shape: &[usize],
        width: usize,
        mut take: impl FnMut(usize, &[f32]),
    ) -> Result<(), Error> {
        let full = format!("{}{name}", self.prefix);
        // Norms had other names once.
        let older =
            full.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        let info = self.head.info(&full).or_else(|| self.head.info(&older));
        let info = info.ok_or_else(|| broken(&format!("it has no tensor `{full}`")))?;
        if info.shape != shape {
            let what = format!("`{full}` has the shape {:?}, and `config.json` wants {shape:?}", info.shape);
            return Err(broken(&what));
        }
        let size = match info.dtype {
            Dtype::F32 => 4,
            Dtype::F16 | Dtype::BF16 => 2,
            other => return Err(Error::unknown(format!("`{full}` is of the type {other:?}"))),
        };
        let kind = info.dtype;
        self.file.seek(SeekFrom::Start(self.begin + info.data_offsets.0 as u64)).map_err(ended)?;
        let rows = shape.iter().product::<usize>().checked_div(width).unwrap_or(0);
        // Many rows in one call: reading one by one would cost more than the work on them.
        let at_once = (1_usize << 20).div_ceil(width.max(1) * size);
        let mut bytes = Vec::new();
        let mut values = vec![0.0; width];
        for first in (0..rows).step_by(at_once) {
            bytes.resize(at_once.min(rows - first) * width * size, 0);
            self.file.read_exact(&mut bytes).map_err(ended)?;
            for (row, bytes) in (first..).zip(bytes.chunks_exact(width * size)) {
                decode(bytes, kind, &mut values);
                if !values.iter().all(|value| value.is_finite()) {
                    return Err(broken(&format!("`{full}` has values that are no numbers")));
                }
                take(row, &values);
            }
        }
        Ok(())
    }
}

/// The numbers that these bytes are.
fn decode(bytes: &[u8], kind: Dtype, values: &mut [f32]) {
    match kind {
        Dtype::F32 => {
            for (value, bytes) in values.iter_mut().zip(bytes.as_chunks().0) {
                *value = f32::from_le_bytes(*bytes);
            }
        }
        _ => {
            for (value, bytes) in values.iter_mut().zip(bytes.as_chunks().0) {
                let bits = u16::from_le_bytes(*bytes);
                *value = if kind == Dtype::F16 { half(bits) } else { f32::from_bits(u32::from(bits) << 16) };
            }
        }
    }
}

/// A number of 16 bits: sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    match exponent {
        0 => {
            let small = f32::from(bits & 0x3ff) * 2.0_f32.powi(-24);
            f32::from_bits(small.to_bits() | sign)
        }
        0x1f => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

fn broken(what: &str) -> Error {
    Error::broken(WEIGHTS, what)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn ended(error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::UnexpectedEof => broken("it ends too early"),
        _ => broken(&format!("it cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn halves_are_the_numbers_they_say() {
        for (bits, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65_504.0),
            (0x0400, 6.103_515_6e-5),
            (0x0001, 5.960_464_5e-8),
            (0x83ff, -6.097_555e-5),
        ] {
            assert!(
                (half(bits) - value).abs() <= value.abs() * 1e-7,
                "{bits:x}: {} is not {value}",
                half(bits)
            );
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
        assert!(half(0x8000).is_sign_negative());
    }
}
