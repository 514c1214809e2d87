package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

/** A section that one thread at a time may enter. */
public final class Exclusion {

    private final Runnable lock;
    private final Runnable unlock;
    private int inside;
    private int visits;

    public Exclusion(Runnable lock, Runnable unlock) {
        this.lock = lock;
        this.unlock = unlock;
    }

    /** A number of threads enter once each. */
    public void play(int threads) {
        Team.play(Team.times(threads, this::round));
        check(visits == threads, visits + " visits of " + threads + " threads");
    }

    public void round() {
        lock.run();
        try {
            section();
        } finally {
            unlock.run(); // otherwise a hang of its waiters would hide the failure
        }
    }

    /** For a thread that has acquired the lock in another way. */
    public void section() {
        check(++inside == 1, "not alone");
        visits++;
        inside--;
    }
}
