package org.furwock.sync.model;

/**
 * Plays scenarios under one kind of lock. The model check copies this class together with that
 * lock.
 */
public interface MonitorPlayer {

    /** Plays the scenario with a new lock. */
    void play(MonitorScenario scenario);
}
