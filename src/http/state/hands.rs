//! Whose turn is it to ask the desk?

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::futures::TaskLocalFuture,
    time::Instant,
};

/// So long after an agent asked, customers leave a processor to the next one.
const AGENTS_ABOUT: Duration = Duration::from_secs(10);

/// So many wait for another program that signs people in. They need no processor, and nobody else waits for them.
const ELSEWHERE: usize = 8;

tokio::task_local! {
    static LANE: Lane;
}

/// Where a request waits. Those of one lane do not wait for those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Lane {
    /// It is not known yet who asks, or it is a probe.
    Door,
    /// Agents and above them.
    Known,
    /// Customers.
    Others,
    /// Those who sign in, which is slow on purpose.
    SignIn,
    /// Those whom another program signs in, which takes as long as it likes.
    Elsewhere,
}

impl Lane {
    /// The same work, in this lane.
    pub(in crate::http) fn go<F: Future>(self, work: F) -> TaskLocalFuture<Lane, F> {
        LANE.scope(self, work)
    }

    /// The lane of the request that is being answered here.
    pub(super) fn here() -> Lane {
        LANE.try_with(|lane| *lane).unwrap_or(Lane::Door)
    }
}

/// Threads that ask the desk: for each lane twice the processors, for some of them wait for the disk. Customers have
/// one processor less as long as agents are about, and those who sign in half of them.
pub(super) struct Hands {
    door: Arc<Semaphore>,
    known: Arc<Semaphore>,
    others: Arc<Semaphore>,
    /// Those that customers have besides while no agent is about.
    spare: Arc<Semaphore>,
    sign_in: Arc<Semaphore>,
    elsewhere: Arc<Semaphore>,
    begun: Instant,
    /// When an agent asked the last time, in milliseconds since the beginning; 0 for never.
    agent_at: AtomicU64,
}

impl Hands {
    pub(super) fn of(processors: usize) -> Hands {
        let hands = |many: usize| Arc::new(Semaphore::new(many.max(1)));
        let others = processors.saturating_sub(1).max(1);
        Hands {
            door: hands(2 * processors),
            known: hands(2 * processors),
            others: hands(others),
            spare: hands(2 * processors - others),
            sign_in: hands(processors / 2),
            elsewhere: hands(ELSEWHERE),
            begun: Instant::now(),
            agent_at: AtomicU64::new(0),
        }
    }

    /// A hand for this lane, as soon as there is one.
    pub(super) async fn hand(&self, lane: Lane) -> Option<OwnedSemaphorePermit> {
        let free = |hands: &Arc<Semaphore>| hands.clone().acquire_owned();
        // The semaphores are never closed.
        match lane {
            Lane::Door => free(&self.door).await.ok(),
            Lane::Known => {
                self.agent_at.store(self.since_begun(), Ordering::Relaxed);
                free(&self.known).await.ok()
            }
            Lane::SignIn => free(&self.sign_in).await.ok(),
            Lane::Elsewhere => free(&self.elsewhere).await.ok(),
            Lane::Others if self.agents_are_about() => free(&self.others).await.ok(),
            Lane::Others => {
                let hand = tokio::select! {
                    biased;
                    hand = free(&self.others) => return hand.ok(),
                    hand = free(&self.spare) => hand.ok(),
                };
                // An agent may have come while this one waited.
                if self.agents_are_about() { free(&self.others).await.ok() } else { hand }
            }
        }
    }

    fn agents_are_about(&self) -> bool {
        let last = self.agent_at.load(Ordering::Relaxed);
        last != 0 && self.since_begun().saturating_sub(last) < millis(AGENTS_ABOUT)
    }

    /// Never 0.
    fn since_begun(&self) -> u64 {
        millis(self.begun.elapsed()) + 1
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX - 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time;

    use super::{Hands, Lane};

    /// How many hands somebody gets at once.
    async fn most(hands: &Hands, lane: Lane) -> usize {
        let mut held = Vec::new();
        while let Ok(hand) = time::timeout(Duration::from_millis(1), hands.hand(lane)).await {
            held.push(hand.expect("a hand"));
        }
        held.len()
    }

    #[tokio::test(start_paused = true)]
    async fn customers_take_all_hands_but_those_of_others() {
        let hands = Hands::of(4);
        let customers = most(&hands, Lane::Others).await;
        assert_eq!(customers, 8);
        let mut held = Vec::new();
        for _ in 0..customers {
            held.push(hands.hand(Lane::Others).await);
        }
        for (lane, many) in [(Lane::Known, 8), (Lane::Door, 8), (Lane::SignIn, 2)] {
            assert_eq!(most(&hands, lane).await, many, "{lane:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn customers_leave_a_processor_to_agents_while_some_are_about() {
        let hands = Hands::of(4);
        drop(hands.hand(Lane::Known).await);
        assert_eq!(most(&hands, Lane::Others).await, 3);
        time::advance(Duration::from_secs(11)).await;
        assert_eq!(most(&hands, Lane::Others).await, 8);
        let alone = Hands::of(1);
        drop(alone.hand(Lane::Known).await);
        assert_eq!(most(&alone, Lane::Others).await, 1, "nobody is shut out");
        assert_eq!(most(&alone, Lane::SignIn).await, 1);
    }

    #[tokio::test]
    async fn a_lane_goes_as_far_as_the_work() {
        assert_eq!(Lane::here(), Lane::Door);
        let inside = Lane::Known.go(async { Lane::here() }).await;
        assert_eq!((inside, Lane::here()), (Lane::Known, Lane::Door));
    }
}
