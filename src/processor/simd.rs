//! How fast can whole numbers be multiplied on this machine?
//!
//! The one file with `unsafe`: what the processor has beyond the usual is found out once, and every way of
//! multiplying gives the same whole numbers, bit for bit; tests hold each to the naive one.

#![allow(
    unsafe_code,
    reason = "the processor's own instructions; the one home of unsafe, held so by a tidy test"
)]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_cvtepi8_epi16, _mm512_dpbusd_epi32,
    _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_reduce_add_epi32, _mm512_set1_epi32,
    _mm512_setzero_si512, _mm512_storeu_si512,
};
use std::sync::OnceLock;

/// So many outputs of a matrix lie beside each other.
const ABREAST: usize = 16;
/// So many rows are multiplied with them at once: what the registers of AVX2 hold.
const ROWS: usize = 6;
/// The same of AVX-512.
const ROWS_WIDE: usize = 12;
/// AVX-512 takes one factor without a sign: this is added to it, and taken away from the sum.
const SHIFT: i32 = 128;

/// A way to multiply that this machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Way);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "other processors have one way"))]
enum Way {
    Vnni,
    Avx2,
    Portable,
}

impl Kernel {
    /// The fastest that this machine has, found out once.
    pub fn best() -> Kernel {
        static BEST: OnceLock<Kernel> = OnceLock::new();
        *BEST.get_or_init(|| Kernel::all().first().copied().unwrap_or(Kernel(Way::Portable)))
    }

    /// All that this machine has, the fastest first.
    pub fn all() -> Vec<Kernel> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            let has_vnni = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni");
            if has_vnni {
                all.push(Kernel(Way::Vnni));
            }
            if is_x86_feature_detected!("avx2") {
                all.push(Kernel(Way::Avx2));
            }
        }
        all.push(Kernel(Way::Portable));
        all
    }

    /// What it is called: `AVX2`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Way::Vnni => "AVX512-VNNI",
            Way::Avx2 => "AVX2",
            Way::Portable => "portable",
        }
    }

    /// The sum of the products of equally many values; of the shorter one's, when they are not equally many.
    pub fn dot(self, a: &[i8], b: &[i8]) -> i32 {
        let len = a.len().min(b.len());
        let (a, b) = (&a[..len], &b[..len]);
        match self.0 {
            // SAFETY: a `Kernel` of this way is made only where the processor has it.
            #[cfg(target_arch = "x86_64")]
            Way::Vnni => unsafe { dot_vnni(a, b) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => unsafe { dot_avx2(a, b) },
            _ => dot_portable(a, b),
        }
    }
}

/// Does work in registers as wide as the machine has. Its functions must be inlined. The result
/// is the same everywhere: nothing is fused, nothing is reordered.
#[inline]
pub fn widely<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if Kernel::best().0 != Way::Portable {
        // SAFETY: both other ways are made only where the processor has AVX2; AVX-512 includes it.
        return unsafe { with_avx2(work) };
    }
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}

fn dot_portable(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_avx2(a: &[i8], b: &[i8]) -> i32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
    let (mut low, mut high) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a.as_chunks::<16>().0, b.as_chunks::<16>().0);
        low = _mm256_add_epi32(low, _mm256_madd_epi16(widened(&a[0]), widened(&b[0])));
        high = _mm256_add_epi32(high, _mm256_madd_epi16(widened(&a[1]), widened(&b[1])));
    }
    let mut lanes = [0_i32; 8];
    // SAFETY: `lanes` has room for the 32 bytes.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), _mm256_add_epi32(low, high)) };
    lanes.iter().sum::<i32>() + dot_portable(a_rest, b_rest)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn widened(bytes: &[i8; 16]) -> __m256i {
    // SAFETY: 16 bytes are read from an array of 16.
    _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(std::ptr::from_ref(bytes).cast()) })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn dot_vnni(a: &[i8], b: &[i8]) -> i32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
    let mut sum = _mm512_setzero_si512();
    for (a, b) in a.iter().zip(b) {
        // SAFETY: 32 bytes are read from arrays of 32.
        let (a, b) =
            unsafe { (_mm256_loadu_si256(a.as_ptr().cast()), _mm256_loadu_si256(b.as_ptr().cast())) };
        sum = _mm512_dpwssd_epi32(sum, _mm512_cvtepi8_epi16(a), _mm512_cvtepi8_epi16(b));
    }
    _mm512_reduce_add_epi32(sum) + dot_portable(a_rest, b_rest)
}

/// Weights in whole numbers of a byte, packed as one kernel reads them best.
#[derive(Debug)]
pub struct Matrix {
    kernel: Kernel,
    inputs: usize,
    outputs: usize,
    packed: Vec<i8>,
    /// The sum of each output's weights, times [`SHIFT`]; only for AVX-512.
    shifts: Vec<i32>,
}

/// Rows of whole numbers of a byte, -127 to 127, made ready for the matrices of one kernel.
#[derive(Debug, Default)]
pub struct Rows {
    count: usize,
    /// Values a row has, rounded up to what a step takes.
    width: usize,
    wide: Vec<i16>,
    bytes: Vec<u8>,
}

impl Kernel {
    /// So many values of a row are taken in one step.
    fn step(self) -> usize {
        match self.0 {
            Way::Vnni => 4,
            Way::Avx2 => 2,
            Way::Portable => 1,
        }
    }
}

impl Rows {
    /// Makes room for rows of so many values, all 0; room that is there is used again.
    pub fn begin(&mut self, kernel: Kernel, count: usize, inputs: usize) {
        (self.count, self.width) = (count, inputs.next_multiple_of(kernel.step()));
        let len = self.count * self.width;
        self.wide.clear();
        self.bytes.clear();
        match kernel.0 {
            Way::Vnni => self.bytes.resize(len, 128),
            _ => self.wide.resize(len, 0),
        }
    }

    /// Sets the values of a row, of which there are as many as inputs.
    #[inline]
    pub fn set(&mut self, row: usize, values: impl Iterator<Item = i8>) {
        let at = row * self.width..(row + 1) * self.width;
        if self.wide.is_empty() {
            let places = self.bytes[at].iter_mut();
            places.zip(values).for_each(|(place, value)| *place = value.cast_unsigned() ^ 0x80);
        } else {
            let places = self.wide[at].iter_mut();
            places.zip(values).for_each(|(place, value)| *place = i16::from(value));
        }
    }
}

impl Matrix {
    /// Packs the weights of so many inputs, output by output.
    ///
    /// # Panics
    /// When there are not as many weights as inputs times outputs.
    pub fn pack(kernel: Kernel, inputs: usize, weights: &[i8]) -> Matrix {
        let outputs = weights.len() / inputs.max(1);
        assert_eq!(weights.len(), inputs * outputs, "as many weights as inputs times outputs");
        let (step, mut shifts) = (kernel.step(), Vec::new());
        let packed = if kernel.0 == Way::Portable {
            weights.to_vec()
        } else {
            let steps = inputs.div_ceil(step);
            let mut packed = vec![0; outputs.next_multiple_of(ABREAST) * steps * step];
            for (output, weights) in weights.chunks_exact(inputs).enumerate() {
                let block = output / ABREAST * steps * ABREAST * step;
                for (number, taken) in weights.chunks(step).enumerate() {
                    let at = block + (number * ABREAST + output % ABREAST) * step;
                    packed[at..at + taken.len()].copy_from_slice(taken);
                }
            }
            packed
        };
        if kernel.0 == Way::Vnni {
            let sum = |weights: &[i8]| SHIFT * weights.iter().map(|weight| i32::from(*weight)).sum::<i32>();
            shifts = weights.chunks_exact(inputs).map(sum).collect();
        }
        Matrix { kernel, inputs, outputs, packed, shifts }
    }

    /// The kernel that it was packed for.
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// How many values a row has that it is multiplied with.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many values come out of a row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The product with each row: so many outputs for the first row, then for the next.
    ///
    /// # Panics
    /// When the rows were made for another kernel or other inputs, or the products do not fit.
    pub fn multiply(&self, rows: &Rows, products: &mut [i32]) {
        let width = self.inputs.next_multiple_of(self.kernel.step());
        let len = if self.kernel.0 == Way::Vnni { rows.bytes.len() } else { rows.wide.len() };
        assert!(rows.width == width && len == rows.count * width, "rows for this matrix");
        assert_eq!(products.len(), rows.count * self.outputs, "room for the products");
        match self.kernel.0 {
            // SAFETY: a `Kernel` of this way is made only where the processor has it.
            #[cfg(target_arch = "x86_64")]
            Way::Vnni => unsafe { self.multiply_vnni(rows, products) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => unsafe { self.multiply_avx2(rows, products) },
            _ => self.multiply_portable(rows, products),
        }
    }

    fn multiply_portable(&self, rows: &Rows, products: &mut [i32]) {
        if rows.width == 0 {
            return products.fill(0);
        }
        for (row, products) in rows.wide.chunks_exact(rows.width).zip(products.chunks_exact_mut(self.outputs))
        {
            for (weights, product) in self.packed.chunks_exact(self.inputs).zip(products) {
                *product = row.iter().zip(weights).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn multiply_avx2(&self, rows: &Rows, products: &mut [i32]) {
        for (block, weights) in self.packed.chunks_exact(ABREAST * rows.width.max(1)).enumerate() {
            for first in (0..rows.count).step_by(ROWS) {
                let some = &rows.wide[first * rows.width..];
                let mut tile = [[0; ABREAST]; ROWS];
                let taken = ROWS.min(rows.count - first);
                match taken {
                    1 => tile_avx2::<1>(some, weights, &mut tile),
                    2 => tile_avx2::<2>(some, weights, &mut tile),
                    3 => tile_avx2::<3>(some, weights, &mut tile),
                    4 => tile_avx2::<4>(some, weights, &mut tile),
                    5 => tile_avx2::<5>(some, weights, &mut tile),
                    _ => tile_avx2::<ROWS>(some, weights, &mut tile),
                }
                self.put(&tile[..taken], first, block, products);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn multiply_vnni(&self, rows: &Rows, products: &mut [i32]) {
        for (block, weights) in self.packed.chunks_exact(ABREAST * rows.width.max(1)).enumerate() {
            let mut first = 0;
            while first < rows.count {
                let some = &rows.bytes[first * rows.width..];
                let mut tile = [[0; ABREAST]; ROWS_WIDE];
                let taken = match rows.count - first {
                    ROWS_WIDE.. => tile_vnni::<ROWS_WIDE>(some, weights, &mut tile),
                    6.. => tile_vnni::<6>(some, weights, &mut tile),
                    3.. => tile_vnni::<3>(some, weights, &mut tile),
                    2 => tile_vnni::<2>(some, weights, &mut tile),
                    _ => tile_vnni::<1>(some, weights, &mut tile),
                };
                let shifts = &self.shifts[block * ABREAST..];
                for row in &mut tile[..taken] {
                    row.iter_mut().zip(shifts).for_each(|(sum, shift)| *sum -= shift);
                }
                self.put(&tile[..taken], first, block, products);
                first += taken;
            }
        }
    }

    /// Writes what came out of some rows for a block of outputs.
    #[inline]
    fn put(&self, tile: &[[i32; ABREAST]], first: usize, block: usize, products: &mut [i32]) {
        let begin = block * ABREAST;
        let end = (begin + ABREAST).min(self.outputs);
        for (row, sums) in (first..).zip(tile) {
            products[row * self.outputs..][begin..end].copy_from_slice(&sums[..end - begin]);
        }
    }
}

/// The first `N` rows of pairs times the weights of one block: in each step a pair of 16 outputs.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn tile_avx2<const N: usize>(rows: &[i16], weights: &[i8], tile: &mut [[i32; ABREAST]; ROWS]) {
    let width = weights.len() / ABREAST;
    assert!(N <= ROWS && width.is_multiple_of(2) && rows.len() >= N * width, "N whole rows");
    let mut sums = [[_mm256_setzero_si256(); 2]; N];
    for (step, pairs) in weights.as_chunks::<{ 2 * ABREAST }>().0.iter().enumerate() {
        let halves = pairs.as_chunks::<16>().0;
        let (low, high) = (widened(&halves[0]), widened(&halves[1]));
        for (row, sums) in sums.iter_mut().enumerate() {
            // SAFETY: row < N and step < width / 2, so two values from here are within `rows`, checked above.
            let pair = unsafe { rows.as_ptr().add(row * width + 2 * step).cast::<i32>().read_unaligned() };
            let pair = _mm256_set1_epi32(pair);
            sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(pair, low));
            sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(pair, high));
        }
    }
    for (lanes, sums) in tile.iter_mut().zip(sums) {
        let to = lanes.as_mut_ptr();
        // SAFETY: `lanes` has room for 16 values, of which each store writes 8.
        unsafe {
            _mm256_storeu_si256(to.cast(), sums[0]);
            _mm256_storeu_si256(to.add(8).cast(), sums[1]);
        }
    }
}

/// The first `N` rows of fours times the weights of one block: in each step four of 16 outputs. Gives `N`.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn tile_vnni<const N: usize>(rows: &[u8], weights: &[i8], tile: &mut [[i32; ABREAST]; ROWS_WIDE]) -> usize {
    let width = weights.len() / ABREAST;
    assert!(N <= ROWS_WIDE && width.is_multiple_of(4) && rows.len() >= N * width, "N whole rows");
    let mut sums = [_mm512_setzero_si512(); N];
    for (step, fours) in weights.as_chunks::<{ 4 * ABREAST }>().0.iter().enumerate() {
        // SAFETY: 64 bytes are read from an array of 64.
        let fours = unsafe { _mm512_loadu_si512(fours.as_ptr().cast()) };
        for (row, sum) in sums.iter_mut().enumerate() {
            // SAFETY: row < N and step < width / 4, so four values from here are within `rows`, checked above.
            let four = unsafe { rows.as_ptr().add(row * width + 4 * step).cast::<i32>().read_unaligned() };
            *sum = _mm512_dpbusd_epi32(*sum, _mm512_set1_epi32(four), fours);
        }
    }
    for (lanes, sum) in tile.iter_mut().zip(sums) {
        // SAFETY: `lanes` has room for the 16 values.
        unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), sum) };
    }
    N
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn naive(rows: &[i8], weights: &[i8], inputs: usize) -> Vec<i32> {
        let dot = |row: &[i8], weights: &[i8]| {
            row.iter().zip(weights).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
        };
        let of_row = |row| weights.chunks(inputs).map(move |weights| dot(row, weights));
        rows.chunks(inputs).flat_map(of_row).collect()
    }

    fn extreme() -> impl Strategy<Value = i8> {
        prop_oneof![Just(-127), Just(127), Just(0), -127..=127_i8]
    }

    fn product(kernel: Kernel, rows: &[i8], weights: &[i8], inputs: usize) -> Vec<i32> {
        let matrix = Matrix::pack(kernel, inputs, weights);
        let mut ready = Rows::default();
        // Room that was used for something else before.
        ready.begin(kernel, 3, inputs + 5);
        ready.begin(kernel, rows.len() / inputs, inputs);
        rows.chunks(inputs).enumerate().for_each(|(row, values)| ready.set(row, values.iter().copied()));
        let mut products = vec![-1; rows.len() / inputs * matrix.outputs()];
        matrix.multiply(&ready, &mut products);
        products
    }

    proptest! {
        #[test]
        fn every_way_gives_the_dot_product_of_the_naive_one(
            values in prop::collection::vec((any::<i8>(), any::<i8>()), 0..200),
        ) {
            let (a, b): (Vec<i8>, Vec<i8>) = values.into_iter().unzip();
            for kernel in Kernel::all() {
                prop_assert_eq!(kernel.dot(&a, &b), dot_portable(&a, &b), "{}", kernel.name());
            }
        }

        #[test]
        fn every_way_gives_the_product_of_the_naive_one(
            (inputs, rows, weights) in (1..70_usize, 1..20_usize, 1..40_usize).prop_flat_map(|(i, r, o)| (
                Just(i),
                prop::collection::vec(extreme(), i * r),
                prop::collection::vec(extreme(), i * o),
            )),
        ) {
            let expected = naive(&rows, &weights, inputs);
            for kernel in Kernel::all() {
                prop_assert_eq!(&product(kernel, &rows, &weights, inputs), &expected, "{}", kernel.name());
            }
        }
    }

    #[test]
    fn the_greatest_values_do_not_overflow() {
        for (a, b) in [(127, 127), (-127, 127), (-127, -127)] {
            let (rows, weights) = (vec![a; 16_384], vec![b; 16_384]);
            let expected = 16_384 * i32::from(a) * i32::from(b);
            for kernel in Kernel::all() {
                assert_eq!(product(kernel, &rows, &weights, 16_384), [expected], "{}", kernel.name());
                assert_eq!(kernel.dot(&rows, &weights), expected, "{}", kernel.name());
            }
        }
    }
}
