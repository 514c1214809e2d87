package org.furwock.sync.model;

/** Plays scenarios under a lock of its own kind: a class to copy together with that lock. */
public interface MonitorPlayer {

    /** Plays the scenario with a new lock. */
    void play(MonitorScenario scenario);
}
