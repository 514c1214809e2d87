package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.MonitorFutex;
import org.furwock.sync.Barrier;

/** The scenarios of {@link BarrierModelTest}. */
final class BarrierScenarios {

    private BarrierScenarios() {}

    private static Barrier barrier(int parties) {
        return new Barrier(parties, null, MonitorFutex.newWord());
    }

    /**
     * Two parties, and a quick one may be in the second round before the other has left the first.
     */
    static final class TwoRounds implements Runnable {
        @Override
        public void run() {
            Barrier barrier = Team.shared(barrier(2));
            Team.play(
                    Team.times(
                            2,
                            () -> {
                                barrier.await();
                                barrier.await();
                            }));
            check(barrier.getNumberWaiting() == 0, "a party is still counted");
        }
    }

    /** Three parties; each arrival has an index of its own. */
    static final class ThreeParties implements Runnable {
        private int sum;

        @Override
        public void run() {
            Barrier barrier = Team.shared(barrier(3));
            sum = 0;
            Team.play(Team.times(3, () -> add(1 << barrier.await())));
            check(sum == 0b111, "arrivals were " + Integer.toBinaryString(sum));
        }

        private synchronized void add(int index) {
            sum += index;
        }
    }

    /** The action runs once, when all have arrived and before any leaves. */
    static final class WithAction implements Runnable {
        private volatile int arrived;
        private volatile int ran;

        @Override
        public void run() {
            arrived = 0;
            ran = 0;
            Barrier barrier = Team.shared(new Barrier(2, this::act, MonitorFutex.newWord()));
            Team.play(
                    Team.times(
                            2,
                            () -> {
                                arrive();
                                barrier.await();
                                check(ran == 1, "left when the action had run times " + ran);
                            }));
        }

        private synchronized void arrive() {
            arrived++;
        }

        private void act() {
            check(arrived == 2, "runs when so many have arrived: " + arrived);
            ran++;
        }
    }

    /** One of two is interrupted: either the barrier trips for both, or it breaks for both. */
    static final class OneGivesUp implements Runnable {
        private volatile int tripped;

        @Override
        public void run() {
            Barrier barrier = Team.shared(barrier(2));
            tripped = 0;
            Team team = Team.start(Team.times(2, () -> awaitOrBreak(barrier)));
            team.interrupt(0);
            team.join();
            check(tripped != 1, "tripped for one, and broke for the other");
            check(barrier.isBroken() == (tripped == 0), "broken " + barrier.isBroken());
        }

        private void awaitOrBreak(Barrier barrier) {
            try {
                barrier.await();
                addTrip();
            } catch (InterruptedException | BrokenBarrierException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }

        private synchronized void addTrip() {
            tripped++;
        }
    }

    /** The time of one of two is over: either the barrier trips for both, or it breaks for both. */
    static final class OneTimesOut implements Runnable {
        private volatile int tripped;

        @Override
        public void run() {
            Barrier barrier = Team.shared(barrier(2));
            tripped = 0;
            Team.play(
                    () -> count(() -> barrier.await(1, TimeUnit.SECONDS)),
                    () -> count(barrier::await));
            check(tripped != 1, "tripped for one, and broke for the other");
            check(barrier.isBroken() == (tripped == 0), "broken " + barrier.isBroken());
        }

        private void count(Callable<Integer> round) throws Exception {
            try {
                round.call();
                addTrip();
            } catch (TimeoutException | BrokenBarrierException e) {
                check(!Thread.interrupted(), "interrupted by no thread");
            }
        }

        private synchronized void addTrip() {
            tripped++;
        }
    }

    /** A reset ends all waits, and the barrier works as before. */
    static final class Reset implements Runnable {
        @Override
        public void run() {
            Barrier barrier = Team.shared(barrier(2));
            Team team = Team.start(Team.times(2, () -> awaitInTheEnd(barrier)));
            barrier.reset();
            team.join();
            check(barrier.getNumberWaiting() == 0, "a party is still counted");
        }

        private static void awaitInTheEnd(Barrier barrier) throws InterruptedException {
            boolean tripped = false;
            while (!tripped) {
                try {
                    barrier.await();
                    tripped = true;
                } catch (BrokenBarrierException e) {
                    check(!barrier.isBroken(), "a reset does not break the barrier for good");
                }
            }
        }
    }
}
