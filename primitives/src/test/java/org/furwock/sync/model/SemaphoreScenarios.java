package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.sync.Semaphore;

/** The scenarios of {@link SemaphoreModelTest}. */
final class SemaphoreScenarios {

    private SemaphoreScenarios() {}

    /** A semaphore on words that the checker sees, fair or not. */
    private static Semaphore semaphore(int permits, boolean fair) {
        return fair
                ? new Semaphore(permits, true)
                : new Semaphore(permits, Team.words(Semaphore.WORDS));
    }

    private static void checkIdle(Semaphore semaphore, int permits) {
        check(semaphore.availablePermits() == permits, semaphore + " should have " + permits);
        check(!semaphore.hasQueuedThreads(), "a waiter is still counted");
    }

    /** Threads that take the only permit in turns. */
    abstract static class Turns implements Runnable {
        private final int threads;
        private final boolean fair;

        Turns(int threads, boolean fair) {
            this.threads = threads;
            this.fair = fair;
        }

        @Override
        public void run() {
            Semaphore semaphore = Team.shared(semaphore(1, fair));
            Team.shared(new Exclusion(semaphore::acquireUninterruptibly, semaphore::release))
                    .play(threads);
            checkIdle(semaphore, 1);
        }
    }

    static final class TwoTurns extends Turns {
        TwoTurns() {
            super(2, false);
        }
    }

    static final class ThreeTurns extends Turns {
        ThreeTurns() {
            super(3, false);
        }
    }

    static final class TwoFairTurns extends Turns {
        TwoFairTurns() {
            super(2, true);
        }
    }

    /** Two wait for the one permit to come, and one of them is interrupted. */
    abstract static class GivingUp implements Runnable {
        private final boolean fair;

        GivingUp(boolean fair) {
            this.fair = fair;
        }

        @Override
        public void run() {
            Semaphore semaphore = Team.shared(semaphore(0, fair));
            Team team =
                    Team.start(
                            () -> {
                                try {
                                    semaphore.acquire();
                                    semaphore.release();
                                } catch (InterruptedException e) {
                                    check(
                                            !Thread.interrupted(),
                                            "both an exception and the status");
                                }
                            },
                            () -> {
                                semaphore.acquireUninterruptibly();
                                semaphore.release();
                            });
            semaphore.release();
            team.interrupt(0);
            team.join();
            checkIdle(semaphore, 1);
        }
    }

    static final class OneGivesUp extends GivingUp {
        OneGivesUp() {
            super(false);
        }
    }

    static final class OneGivesUpFair extends GivingUp {
        OneGivesUpFair() {
            super(true);
        }
    }

    /** Two waiters want two permits each, and two permits at a time are released. */
    static final class WholePairs implements Runnable {
        @Override
        public void run() {
            Semaphore semaphore = Team.shared(semaphore(0, false));
            Team team =
                    Team.start(
                            Team.times(
                                    2,
                                    () -> {
                                        semaphore.acquireUninterruptibly(2);
                                        semaphore.release(2);
                                    }));
            semaphore.release();
            semaphore.release();
            team.join();
            checkIdle(semaphore, 2);
        }
    }

    /**
     * The first waiter wants more permits than there are, and gives up; they suffice for the
     * second.
     */
    static final class FirstWantsMore implements Runnable {
        @Override
        public void run() {
            Semaphore semaphore = Team.shared(semaphore(1, true));
            Team team =
                    Team.start(
                            () -> {
                                try {
                                    semaphore.acquire(2);
                                    check(false, "there were never two");
                                } catch (InterruptedException e) {
                                    check(
                                            !Thread.interrupted(),
                                            "both an exception and the status");
                                }
                            },
                            semaphore::acquireUninterruptibly);
            team.interrupt(0);
            team.join();
            checkIdle(semaphore, 0);
        }
    }
}
