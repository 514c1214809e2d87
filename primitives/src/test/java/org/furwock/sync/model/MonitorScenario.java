package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.scoped.MonitorLock;

/** Threads that wait for predicates under a lock; the tests of both locks play these. */
public enum MonitorScenario {
    /** One waits for a change by the other, and no thread signals. */
    ONE_WAITS {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitOpen, stage::open);
        }
    },

    /** Two wait, and one release makes both predicates true. */
    TWO_WAIT {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitOpen, stage::awaitOpen, stage::open);
        }
    },

    /** Two take the tokens that one gives. */
    TOKENS {
        @Override
        void play(Stage stage) {
            Team.play(stage::take, stage::take, stage::giveTwice);
            check(stage.tokens == 0, stage.tokens + " tokens are left");
        }
    },

    /** One is interrupted at some moment; it may take the token and passes it on then. */
    INTERRUPTED {
        @Override
        void play(Stage stage) {
            Team team = Team.start(stage::takeAndGiveUnlessInterrupted, stage::take);
            stage.give();
            team.interrupt(0);
            team.join();
        }
    },

    /** The time of one is over at some moment; it may take the token and passes it on then. */
    TIMED_OUT {
        @Override
        void play(Stage stage) {
            Team.play(stage::takeAndGiveInTime, stage::take, stage::give);
        }
    },

    /** The release is that of a thread that begins to wait on a condition. */
    WITH_CONDITION {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitOpenAndSignal, stage::openAndAwaitSignal);
        }
    },

    /** One waits for an action of the other, which waits for a predicate first. */
    TWO_PREDICATES {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitSignalled, stage::awaitOpenAndSignal, stage::open);
        }
    },

    /** The first predicate throws when the second one is true. */
    THROWS {
        @Override
        void play(Stage stage) {
            Team.play(stage::awaitAndThrow, stage::awaitOpen, stage::open);
            check(stage.thrown == 1, "thrown " + stage.thrown + " times");
        }
    };

    /**
     * Plays, and checks that no thread is left in the list.
     *
     * @param lock a new lock
     * @param condition a new condition of it
     */
    public final void play(MonitorLock lock, Condition condition) {
        Stage stage = Team.shared(new Stage(lock, condition));
        play(stage);
        lock.lock();
        check(lock.getPredicateWaiterCount() == 0, "a thread that has left is in the list");
        lock.unlock();
    }

    abstract void play(Stage stage);

    /** A lock, and the data that it guards. */
    static final class Stage {
        private final MonitorLock lock;
        private final Condition condition;
        private boolean open;
        private boolean signalled;
        private int tokens;
        private int thrown;

        Stage(MonitorLock lock, Condition condition) {
            this.lock = lock;
            this.condition = condition;
        }

        private boolean isOpen() {
            return open;
        }

        private boolean isSignalled() {
            return signalled;
        }

        private boolean hasToken() {
            return tokens > 0;
        }

        private boolean isOpenOrThrows() {
            if (open) {
                throw new IllegalStateException("open");
            }
            return false;
        }

        void awaitOpen() {
            lock.lock();
            try {
                lock.awaitUntilUninterruptibly(this::isOpen);
                check(open, "returned with a false predicate");
            } finally {
                lock.unlock();
            }
        }

        void open() {
            lock.lock();
            open = true;
            lock.unlock();
        }

        void take() {
            lock.lock();
            lock.awaitUntilUninterruptibly(this::hasToken);
            check(tokens > 0, "returned with a false predicate");
            tokens--;
            lock.unlock();
        }

        void give() {
            lock.lock();
            tokens++;
            lock.unlock();
        }

        void giveTwice() {
            give();
            give();
        }

        void takeAndGiveUnlessInterrupted() {
            lock.lock();
            try {
                lock.awaitUntil(this::hasToken);
                tokens--;
                lock.unlock();
                lock.lock();
                tokens++;
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            } finally {
                lock.unlock();
            }
        }

        void takeAndGiveInTime() throws InterruptedException {
            lock.lock();
            try {
                if (lock.awaitUntil(this::hasToken, 1, TimeUnit.SECONDS)) {
                    tokens--;
                    lock.unlock();
                    lock.lock();
                    tokens++;
                }
            } finally {
                lock.unlock();
            }
        }

        void awaitOpenAndSignal() {
            lock.lock();
            lock.awaitUntilUninterruptibly(this::isOpen);
            signalled = true;
            condition.signal();
            lock.unlock();
        }

        void awaitSignalled() {
            lock.lock();
            lock.awaitUntilUninterruptibly(this::isSignalled);
            lock.unlock();
        }

        void openAndAwaitSignal() {
            lock.lock();
            open = true;
            while (!signalled) {
                condition.awaitUninterruptibly();
            }
            lock.unlock();
        }

        void awaitAndThrow() {
            lock.lock();
            try {
                lock.awaitUntilUninterruptibly(this::isOpenOrThrows);
            } catch (IllegalStateException e) {
                thrown++;
            } finally {
                lock.unlock();
            }
        }
    }
}
