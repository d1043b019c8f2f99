//! The same pass as plain as can be, in floating numbers throughout: what the fast one is held to.

use crate::model::{
    Error,
    files::{Pooling, Shape, Tensors},
};

/// A model's weights as they are in the file.
pub(in crate::model) struct Naive {
    shape: Shape,
    words: Vec<f32>,
    places: Vec<f32>,
    kinds: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Norm(Vec<f32>, Vec<f32>);

struct Map {
    weights: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    query: Map,
    key: Map,
    value: Map,
    take: Map,
    taken: Norm,
    up: Map,
    down: Map,
    done: Norm,
}

impl Naive {
    pub(in crate::model) fn load(tensors: &mut Tensors, shape: &Shape) -> Result<Naive, Error> {
        let (width, inner) = (shape.width, shape.inner);
        let mut layers = Vec::new();
        for number in 0..shape.layers {
            let name = |rest: &str| format!("encoder.layer.{number}.{rest}");
            layers.push(Layer {
                query: Map::load(tensors, &name("attention.self.query"), width, width)?,
                key: Map::load(tensors, &name("attention.self.key"), width, width)?,
                value: Map::load(tensors, &name("attention.self.value"), width, width)?,
                take: Map::load(tensors, &name("attention.output.dense"), width, width)?,
                taken: Norm::load(tensors, &name("attention.output.LayerNorm"), width)?,
                up: Map::load(tensors, &name("intermediate.dense"), width, inner)?,
                down: Map::load(tensors, &name("output.dense"), inner, width)?,
                done: Norm::load(tensors, &name("output.LayerNorm"), width)?,
            });
        }
        Ok(Naive {
            shape: shape.clone(),
            words: tensors.all("embeddings.word_embeddings.weight", &[shape.words, width])?,
            places: tensors.all("embeddings.position_embeddings.weight", &[shape.places, width])?,
            kinds: match shape.kinds {
                0 => vec![0.0; width],
                some => tensors.all("embeddings.token_type_embeddings.weight", &[some, width])?,
            },
            norm: Norm::load(tensors, "embeddings.LayerNorm", width)?,
            layers,
        })
    }

    pub(in crate::model) fn run(&self, ids: &[u32]) -> Vec<f32> {
        let width = self.shape.width;
        let mut rows: Vec<Vec<f32>> = Vec::new();
        for (number, id) in ids.iter().enumerate() {
            let word = &self.words[*id as usize * width..][..width];
            let place = &self.places[(self.shape.first_place + number) * width..][..width];
            let sum = (0..width).map(|at| word[at] + place[at] + self.kinds[at]).collect();
            rows.push(self.norm.apply(sum, self.shape.epsilon));
        }
        for layer in &self.layers {
            rows = layer.run(&rows, &self.shape);
        }
        match self.shape.pooling {
            Pooling::First => rows.swap_remove(0),
            Pooling::Mean => (0..width).map(|at| rows.iter().map(|row| row[at]).sum()).collect(),
        }
    }
}

impl Map {
    fn load(tensors: &mut Tensors, name: &str, inputs: usize, outputs: usize) -> Result<Map, Error> {
        let weights = tensors.all(&format!("{name}.weight"), &[outputs, inputs])?;
        Ok(Map { weights, bias: tensors.all(&format!("{name}.bias"), &[outputs])? })
    }

    fn apply(&self, row: &[f32]) -> Vec<f32> {
        let outputs = self.weights.chunks_exact(row.len()).zip(&self.bias);
        outputs.map(|(weights, bias)| bias + dot(weights, row)).collect()
    }
}

/// The sum of the products. Written out, because tests are not optimised: a hundred texts are 12 billion of these.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let (mut even, mut odd) = (0.0, 0.0);
    let mut at = 0;
    while at < a.len() {
        let (a, b) = (&a[at], &b[at]);
        even += a[0] * b[0] + a[2] * b[2] + a[4] * b[4] + a[6] * b[6];
        odd += a[1] * b[1] + a[3] * b[3] + a[5] * b[5] + a[7] * b[7];
        at += 1;
    }
    even + odd + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

impl Norm {
    fn load(tensors: &mut Tensors, name: &str, width: usize) -> Result<Norm, Error> {
        let gain = tensors.all(&format!("{name}.weight"), &[width])?;
        Ok(Norm(gain, tensors.all(&format!("{name}.bias"), &[width])?))
    }

    #[expect(clippy::cast_precision_loss, reason = "a width is small")]
    fn apply(&self, mut row: Vec<f32>, epsilon: f32) -> Vec<f32> {
        let count = row.len() as f32;
        let mean = row.iter().sum::<f32>() / count;
        let spread = row.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count;
        for (at, value) in row.iter_mut().enumerate() {
            *value = (*value - mean) / (spread + epsilon).sqrt() * self.0[at] + self.1[at];
        }
        row
    }
}

impl Layer {
    #[expect(clippy::cast_precision_loss, reason = "a head is small")]
    fn run(&self, rows: &[Vec<f32>], shape: &Shape) -> Vec<Vec<f32>> {
        let of = |map: &Map| rows.iter().map(|row| map.apply(row)).collect::<Vec<_>>();
        let (queries, keys, values) = (of(&self.query), of(&self.key), of(&self.value));
        let deep = shape.width / shape.heads;
        let mut done = Vec::new();
        for (row, query) in rows.iter().zip(&queries) {
            let mut taken = vec![0.0; shape.width];
            for head in 0..shape.heads {
                let part = head * deep..(head + 1) * deep;
                let dot = |key: &Vec<f32>| {
                    let products = query[part.clone()].iter().zip(&key[part.clone()]).map(|(a, b)| a * b);
                    products.sum::<f32>() / (deep as f32).sqrt()
                };
                let scores: Vec<f32> = keys.iter().map(dot).collect();
                let most = scores.iter().copied().fold(f32::MIN, f32::max);
                let shares: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
                let whole: f32 = shares.iter().sum();
                for (share, value) in shares.iter().zip(&values) {
                    part.clone().for_each(|at| taken[at] += share / whole * value[at]);
                }
            }
            let added = |row: &[f32], more: Vec<f32>| row.iter().zip(more).map(|(a, b)| a + b).collect();
            let row = self.taken.apply(added(row, self.take.apply(&taken)), shape.epsilon);
            let inner: Vec<f32> = self.up.apply(&row).into_iter().map(gelu).collect();
            done.push(self.done.apply(added(&row, self.down.apply(&inner)), shape.epsilon));
        }
        done
    }
}

/// The activation in numbers of 64 bits, the error function by its series.
#[expect(clippy::cast_possible_truncation, reason = "back to what it was")]
fn gelu(x: f32) -> f32 {
    let z = f64::from(x) / std::f64::consts::SQRT_2;
    let erf = if z.abs() > 4.5 {
        z.signum()
    } else {
        let (mut term, mut sum) = (z, z);
        let mut n = 1.0;
        while n < 80.0 && term.abs() > 1e-18 {
            term *= -z * z / n;
            sum += term / (2.0 * n + 1.0);
            n += 1.0;
        }
        sum * std::f64::consts::FRAC_2_SQRT_PI
    };
    (0.5 * f64::from(x) * (1.0 + erf)) as f32
}
