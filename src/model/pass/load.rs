//! From a file of weights to a network.

use super::{
    functions::Norm,
    linear::{Gathered, Linear},
    network::{Layer, Network, word},
};
use crate::{
    model::{
        Error,
        files::{Shape, Tensors},
    },
    processor::Kernel,
};

/// Reads the weights of a model of this shape, and makes whole numbers of them.
pub(in crate::model) fn load(tensors: &mut Tensors, shape: &Shape, kernel: Kernel) -> Result<Network, Error> {
    let width = shape.width;
    let words = shape.words;
    let (mut whole, mut scales) = (Vec::with_capacity(words * width), Vec::with_capacity(words));
    tensors.each_row("embeddings.word_embeddings.weight", &[words, width], width, |_, row| {
        let (numbers, scale) = word(row);
        whole.extend(numbers);
        scales.push(scale);
    })?;
    let mut places = tensors.all("embeddings.position_embeddings.weight", &[shape.places, width])?;
    if shape.kinds > 0 {
        let kinds = tensors.all("embeddings.token_type_embeddings.weight", &[shape.kinds, width])?;
        for place in places.chunks_exact_mut(width) {
            place.iter_mut().zip(&kinds[..width]).for_each(|(place, kind)| *place += kind);
        }
    }
    let norm = norm(tensors, "embeddings.LayerNorm", shape)?;
    let layers =
        (0..shape.layers).map(|number| layer(tensors, number, shape, kernel)).collect::<Result<_, _>>()?;
    Ok(Network { shape: shape.clone(), kernel, words: whole, word_scales: scales, places, norm, layers })
}

fn layer(tensors: &mut Tensors, number: usize, shape: &Shape, kernel: Kernel) -> Result<Layer, Error> {
    let name = |rest: &str| format!("encoder.layer.{number}.{rest}");
    let (width, inner) = (shape.width, shape.inner);
    let three = ["query", "key", "value"].map(|part| name(&format!("attention.self.{part}")));
    let three: Vec<&str> = three.iter().map(String::as_str).collect();
    Ok(Layer {
        ask: linear(tensors, &three, width, width, kernel)?,
        take: linear(tensors, &[&name("attention.output.dense")], width, width, kernel)?,
        taken: norm(tensors, &name("attention.output.LayerNorm"), shape)?,
        up: linear(tensors, &[&name("intermediate.dense")], width, inner, kernel)?,
        down: linear(tensors, &[&name("output.dense")], inner, width, kernel)?,
        done: norm(tensors, &name("output.LayerNorm"), shape)?,
    })
}

/// Several maps of the same inputs as one.
fn linear(
    tensors: &mut Tensors,
    names: &[&str],
    inputs: usize,
    outputs: usize,
    kernel: Kernel,
) -> Result<Linear, Error> {
    let mut gathered = Gathered::default();
    for name in names {
        tensors
            .each_row(&format!("{name}.weight"), &[outputs, inputs], inputs, |_, row| gathered.push(row))?;
        gathered.bias.extend(tensors.all(&format!("{name}.bias"), &[outputs])?);
    }
    Ok(gathered.packed(inputs, kernel))
}

fn norm(tensors: &mut Tensors, name: &str, shape: &Shape) -> Result<Norm, Error> {
    let gain = tensors.all(&format!("{name}.weight"), &[shape.width])?;
    let bias = tensors.all(&format!("{name}.bias"), &[shape.width])?;
    Ok(Norm { gain, bias, epsilon: shape.epsilon })
}
