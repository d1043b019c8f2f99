//! Which figures tell how good a ranking is?

use std::fmt::Write;

use serde::Serialize;

/// What one ticket got.
#[derive(Clone, Debug, Default)]
pub(super) struct Got {
    /// Whether something in the knowledge base answers it.
    pub(super) answerable: bool,
    /// How many articles answer it.
    pub(super) right: usize,
    /// The ranks, from 0, of those that were listed.
    pub(super) ranks: Vec<usize>,
    /// The probability of the first; 0 when nothing was listed.
    pub(super) probability: f32,
    /// What was said: `answer`, `candidates` or `none`.
    pub(super) decision: &'static str,
    /// How long it took, in milliseconds.
    pub(super) took_ms: f64,
}

/// The figures over all tickets.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Figures {
    pub(super) tickets: usize,
    pub(super) answerable: usize,
    pub(super) learned: usize,
    pub(super) articles: usize,
    pub(super) embedder: Option<String>,
    pub(super) success_at_1: f64,
    pub(super) success_at_3: f64,
    pub(super) success_at_5: f64,
    pub(super) mrr_at_10: f64,
    pub(super) ndcg_at_10: f64,
    pub(super) recall_at_10: f64,
    pub(super) decision: Decisions,
    pub(super) confidence: Confidence,
    pub(super) index_seconds: f64,
    pub(super) learn_seconds: f64,
    pub(super) latency_ms: Latency,
}

/// How often what was said.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Decisions {
    pub(super) answer: usize,
    pub(super) candidates: usize,
    pub(super) none: usize,
    /// The share of answers whose first article is right.
    pub(super) precision_of_answer: f64,
    /// The share of tickets that got an answer.
    pub(super) coverage_of_answer: f64,
}

/// How honest the probabilities are.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Confidence {
    /// The chance that an answerable ticket has a higher probability than another.
    pub(super) auroc: Option<f64>,
    /// The expected calibration error over 10 bins.
    pub(super) ece: f64,
}

/// How long it took, in milliseconds.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Latency {
    pub(super) p50: f64,
    pub(super) p95: f64,
    pub(super) p99: f64,
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The figures of what every ticket got. Ranking is measured on those that something answers.
pub(super) fn of(got: &[Got]) -> Figures {
    let answerable: Vec<&Got> = got.iter().filter(|got| got.answerable).collect();
    let success = |at: usize| {
        ratio(
            answerable.iter().filter(|got| got.ranks.iter().any(|rank| *rank < at)).count(),
            answerable.len(),
        )
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of tickets")]
    let mean = |of: &dyn Fn(&Got) -> f64| {
        answerable.iter().map(|got| of(got)).sum::<f64>() / (answerable.len().max(1) as f64)
    };
    let said = |word: &str| got.iter().filter(|got| got.decision == word).count();
    let answered = got.iter().filter(|got| got.decision == "answer");
    let answered_right = answered.clone().filter(|got| is_right(got)).count();
    Figures {
        tickets: got.len(),
        answerable: answerable.len(),
        success_at_1: success(1),
        success_at_3: success(3),
        success_at_5: success(5),
        mrr_at_10: mean(&|got| got.ranks.iter().min().map_or(0.0, |rank| gain_of_rank(*rank))),
        ndcg_at_10: mean(&ndcg),
        recall_at_10: mean(&|got| ratio(got.ranks.iter().filter(|rank| **rank < 10).count(), got.right)),
        decision: Decisions {
            answer: said("answer"),
            candidates: said("candidates"),
            none: said("none"),
            precision_of_answer: ratio(answered_right, said("answer")),
            coverage_of_answer: ratio(said("answer"), got.len()),
        },
        confidence: Confidence { auroc: auroc(got), ece: ece(got) },
        latency_ms: latency(got),
        ..Figures::default()
    }
}

fn is_right(got: &Got) -> bool {
    got.ranks.contains(&0)
}

#[expect(clippy::cast_precision_loss, reason = "a rank below 10")]
fn gain_of_rank(rank: usize) -> f64 {
    if rank < 10 { 1.0 / (rank + 1) as f64 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "a rank below 10")]
fn discount(rank: usize) -> f64 {
    1.0 / ((rank + 2) as f64).log2()
}

fn ndcg(got: &Got) -> f64 {
    let ideal: f64 = (0..got.right.min(10)).map(discount).sum();
    let gained: f64 = got.ranks.iter().filter(|rank| **rank < 10).map(|rank| discount(*rank)).sum();
    if ideal > 0.0 { gained / ideal } else { 0.0 }
}

/// The area under the curve, by ranks (Mann and Whitney), ties halved.
fn auroc(got: &[Got]) -> Option<f64> {
    let mut sorted: Vec<(f32, bool)> = got.iter().map(|got| (got.probability, got.answerable)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let answerable = sorted.iter().filter(|(_, answerable)| *answerable).count();
    let others = sorted.len() - answerable;
    if answerable == 0 || others == 0 {
        return None;
    }
    let (mut before, mut won) = (0_usize, 0.0);
    for equals in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let mine = equals.iter().filter(|(_, answerable)| *answerable).count();
        let theirs = equals.len() - mine;
        won += 2.0 * ratio(mine * before, 1) + ratio(mine * theirs, 1);
        before += theirs;
    }
    Some(won / 2.0 / ratio(answerable * others, 1))
}

/// The mean distance between what was said and what was true, over ten bins of probability.
fn ece(got: &[Got]) -> f64 {
    let mut bins = [(0_usize, 0.0_f64, 0_usize); 10];
    for got in got {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
        let bin = &mut bins[((got.probability * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += f64::from(got.probability);
        bin.2 += usize::from(is_right(got));
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of tickets")]
    let of = |(_, said, right): &(usize, f64, usize)| (said - *right as f64).abs();
    bins.iter().map(of).sum::<f64>() / ratio(got.len().max(1), 1)
}

fn latency(got: &[Got]) -> Latency {
    let mut took: Vec<f64> = got.iter().map(|got| got.took_ms).collect();
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        let place = (took.len() * percent).div_ceil(100).saturating_sub(1);
        took.get(place).map_or(0.0, |ms| (ms * 1000.0).round() / 1000.0)
    };
    Latency { p50: at(50), p95: at(95), p99: at(99) }
}

/// The figures as JSON or as a table: one document for one measurement, a list for a curve.
pub(super) fn told(measured: &[Figures], json: bool, curve: bool) -> String {
    if json {
        let document = match measured {
            [only] if !curve => serde_json::to_string_pretty(only),
            all => serde_json::to_string_pretty(all),
        };
        return document.unwrap_or_default() + "\n";
    }
    let mut out = String::from(
        "learned  success@1  @3     @5     MRR@10  nDCG@10  recall@10  answers  precision  AUROC  ECE    p50 ms  p99 ms\n",
    );
    for of in measured {
        let auroc = of.confidence.auroc.map_or_else(|| "–".to_owned(), |auroc| format!("{auroc:.3}"));
        let _ = writeln!(
            out,
            "{:>7}  {:>9.3}  {:.3}  {:.3}  {:>6.3}  {:>7.3}  {:>9.3}  {:>7}  {:>9.3}  {auroc:>5}  {:.3}  {:>6.2}  {:>6.2}",
            of.learned,
            of.success_at_1,
            of.success_at_3,
            of.success_at_5,
            of.mrr_at_10,
            of.ndcg_at_10,
            of.recall_at_10,
            of.decision.answer,
            of.decision.precision_of_answer,
            of.confidence.ece,
            of.latency_ms.p50,
            of.latency_ms.p99
        );
    }
    if let Some(of) = measured.first() {
        let _ = writeln!(
            out,
            "{} tickets, {} of them answerable, {} articles",
            of.tickets, of.answerable, of.articles
        );
    }
    out
}
