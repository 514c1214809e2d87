package org.furwock.locks.model;

import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.model.MonitorPlayer;
import org.furwock.sync.model.MonitorScenario;

/** Copied by {@link MonitorModelTest} together with a {@link FutexReentrantLock}. */
final class MonitorPlayers {

    private MonitorPlayers() {}

    /** Plays under a reentrant lock. */
    static final class Player implements MonitorPlayer {
        @Override
        public void play(MonitorScenario scenario) {
            FutexReentrantLock lock = new FutexReentrantLock();
            scenario.play(lock, lock.newCondition());
        }
    }

    /** A waiter is woken by a thread that begins to wait on a condition. */
    static final class WithCondition implements Runnable {
        @Override
        public void run() {
            new Player().play(MonitorScenario.WITH_CONDITION);
        }
    }

    /** One waits for what the other changes. */
    static final class OneWaits implements Runnable {
        @Override
        public void run() {
            new Player().play(MonitorScenario.ONE_WAITS);
        }
    }
}
