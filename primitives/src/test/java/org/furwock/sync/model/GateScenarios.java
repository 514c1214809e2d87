package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.MonitorFutex;
import org.furwock.sync.Event;
import org.furwock.sync.Latch;
import org.furwock.sync.Once;
import org.furwock.sync.Parker;

/** The scenarios of {@link GateModelTest}: one thread opens, others wait. */
final class GateScenarios {

    private GateScenarios() {}

    private static Latch latch(int count) {
        return Team.shared(new Latch(count, MonitorFutex.newWord()));
    }

    private static Event event(Event.Reset mode) {
        return Team.shared(new Event(mode, MonitorFutex.newWord()));
    }

    private static Parker parker() {
        return Team.shared(new Parker(MonitorFutex.newWord()));
    }

    /** Two wait for one that counts down twice. */
    static final class LatchOpens implements Runnable {
        @Override
        public void run() {
            Latch latch = latch(2);
            Team.play(
                    latch::await,
                    latch::await,
                    () -> {
                        latch.countDown();
                        latch.countDown();
                    });
            check(latch.getCount() == 0, "left on the count: " + latch.getCount());
        }
    }

    /** The time of one of two is over at some moment; the other waits on. */
    static final class LatchTimesOut implements Runnable {
        @Override
        public void run() {
            Latch latch = latch(1);
            Team.play(
                    () -> {
                        if (latch.await(1, TimeUnit.SECONDS)) {
                            check(latch.getCount() == 0, "passed a closed latch");
                        }
                    },
                    latch::await,
                    latch::countDown);
        }
    }

    /** Each of two takes the token and gives it back. */
    static final class EventPassesOn implements Runnable {
        @Override
        public void run() {
            Event event = event(Event.Reset.AUTO);
            Team team = Team.start(Team.times(2, () -> pass(event)));
            event.set();
            team.join();
            check(event.isSet(), "the token is lost");
        }

        private static void pass(Event event) {
            event.awaitUninterruptibly();
            event.set();
        }
    }

    /** One of two may time out; the token is for the other, or is there in the end. */
    static final class EventTimesOut implements Runnable {
        @Override
        public void run() {
            Event event = event(Event.Reset.AUTO);
            Team team =
                    Team.start(
                            () -> {
                                if (event.await(1, TimeUnit.SECONDS)) {
                                    event.set();
                                }
                            },
                            event::awaitUninterruptibly);
            event.set();
            team.join();
            check(!event.isSet(), "a token too many");
        }
    }

    /** One of two is interrupted; the token is for the other. */
    static final class EventIsInterrupted implements Runnable {
        @Override
        public void run() {
            Event event = event(Event.Reset.AUTO);
            Team team = Team.start(() -> passUnlessInterrupted(event), event::awaitUninterruptibly);
            event.set();
            team.interrupt(0);
            team.join();
            check(!event.isSet(), "a token too many");
        }

        private static void passUnlessInterrupted(Event event) {
            try {
                event.await();
                event.set();
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }
    }

    /** Two wait for a set; a reset comes at some moment, and another set. */
    static final class EventIsReset implements Runnable {
        @Override
        public void run() {
            Event event = event(Event.Reset.MANUAL);
            Team team = Team.start(event::await, event::await);
            event.set();
            event.reset();
            event.set();
            team.join();
            check(event.isSet(), "not set in the end");
        }
    }

    /** Three come at once: one runs, and the others have it done. */
    static final class OnceForThree implements Runnable {
        private int runs;

        @Override
        public void run() {
            Once once = Team.shared(new Once(MonitorFutex.newWord()));
            runs = 0;
            Team.shared(this);
            Team.play(
                    Team.times(
                            3,
                            () -> {
                                once.run(() -> runs++);
                                check(runs == 1, "runs before one went on: " + runs);
                            }));
        }
    }

    /** The first run fails, and the next thread runs again. */
    static final class OnceFails implements Runnable {
        private int runs;

        @Override
        public void run() {
            Once once = Team.shared(new Once(MonitorFutex.newWord()));
            runs = 0;
            Team.shared(this);
            Team.play(Team.times(3, () -> runOrFail(once)));
            check(runs == 2 && once.isDone(), "runs " + runs);
        }

        private void runOrFail(Once once) {
            try {
                once.run(this::failFirst);
            } catch (IllegalStateException e) {
                check(runs >= 1, "failed before it ran");
            }
        }

        private void failFirst() {
            runs++;
            if (runs == 1) {
                throw new IllegalStateException("the first one fails");
            }
        }
    }

    /** Two threads take turns. */
    static final class ParkersTakeTurns implements Runnable {
        @Override
        public void run() {
            Parker one = parker();
            Parker other = parker();
            Team.play(
                    () -> {
                        one.park();
                        other.unpark();
                        one.park();
                    },
                    () -> {
                        one.unpark();
                        other.park();
                        one.unpark();
                    });
            check(!one.hasToken() && !other.hasToken(), "a token too many");
        }
    }

    /** A token is taken, or it is there in the end. */
    static final class ParkerIsInterrupted implements Runnable {
        private volatile boolean taken;

        @Override
        public void run() {
            Parker parker = parker();
            taken = false;
            Team team = Team.start(() -> park(parker));
            parker.unpark();
            team.interrupt(0);
            team.join();
            check(taken != parker.hasToken(), "taken " + taken + ", and there too or not at all");
        }

        private void park(Parker parker) {
            try {
                parker.parkInterruptibly();
                taken = true;
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }
    }

    /** The same, with a time that is over at some moment. */
    static final class ParkerTimesOut implements Runnable {
        private volatile boolean taken;

        @Override
        public void run() {
            Parker parker = parker();
            taken = false;
            Team.play(() -> taken = parker.park(1, TimeUnit.SECONDS), parker::unpark);
            check(taken != parker.hasToken(), "taken " + taken + ", and there too or not at all");
        }
    }
}
