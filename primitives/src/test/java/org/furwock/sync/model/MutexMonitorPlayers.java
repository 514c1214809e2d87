package org.furwock.sync.model;

import org.furwock.futex.MonitorFutex;
import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;

/** The classes that {@link MutexMonitorModelTest} copies together with a {@link Mutex}. */
final class MutexMonitorPlayers {

    private MutexMonitorPlayers() {}

    /** Plays under a mutex. */
    static final class Player implements MonitorPlayer {
        @Override
        public void play(MonitorScenario scenario) {
            Mutex mutex = Team.shared(new Mutex(MonitorFutex.newWord()));
            scenario.play(mutex, new MutexCondition(mutex, Team.words(MutexCondition.WORDS)));
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
