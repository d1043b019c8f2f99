//! Which replies are worth being made smaller?

use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{And, NotForContentType, Predicate, SizeAbove},
    },
};

/// What fits into the first flight of a new connection (ten packets) arrives no sooner when it is smaller.
const FIRST_FLIGHT: u64 = 14_000;

/// Replies that take more than one flight, as fast as gzip can, for those who accept it.
pub(crate) fn layer() -> CompressionLayer<And<SizeAbove, NotForContentType>> {
    let worth = SizeAbove::new(FIRST_FLIGHT).and(NotForContentType::new("image/png"));
    CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest).compress_when(worth)
}
