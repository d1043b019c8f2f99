//! May the program have as much memory as it takes?

use std::fs;

use super::run::Failure;

/// What the system calls each limit, what a shell calls it, and with less than how many megabytes the program would end
/// half-way. Threads and the index's files take addresses without taking memory. A container's limit is on memory alone,
/// and 64 MB of that are enough for a small knowledge base.
const LEAST: [(&str, &str, u64); 2] = [("Max address space", "-v", 512), ("Max data size", "-d", 128)];

/// Refuses to begin where the system would end the program as soon as it has begun.
pub(super) fn enough() -> Result<(), Failure> {
    // Where it is not said there is nothing to compare.
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    match too_small(&limits) {
        None => Ok(()),
        Some((limit, option, has, needs)) => Err(Failure::new(
            format!("the limit `{limit}` is {has} MB, and the program takes {needs} MB to begin"),
            format!("raise it with `ulimit {option}`, or limit memory by a container instead"),
        )),
    }
}

fn too_small(limits: &str) -> Option<(&'static str, &'static str, u64, u64)> {
    LEAST.into_iter().find_map(|(limit, option, needs)| {
        let rest = limits.lines().find_map(|line| line.strip_prefix(limit))?;
        let has = rest.split_whitespace().next()?.parse::<u64>().ok()? >> 20;
        (has < needs).then_some((limit, option, has, needs))
    })
}

#[cfg(test)]
mod tests {
    use super::too_small;

    #[test]
    fn a_limit_that_is_too_small_is_named() {
        let of = |data: &str, space: &str| {
            too_small(&format!(
                "Limit                     Soft Limit           Hard Limit           Units\n\
                 Max data size             {data}            unlimited            bytes\n\
                 Max address space         {space}            unlimited            bytes\n"
            ))
        };
        assert_eq!(of("unlimited", "unlimited"), None);
        assert_eq!(of("unlimited", "67108864"), Some(("Max address space", "-v", 64, 512)));
        assert_eq!(of("67108864", "unlimited"), Some(("Max data size", "-d", 64, 128)));
        assert_eq!(of("134217728", "536870912"), None);
        assert_eq!(too_small(""), None);
    }
}
