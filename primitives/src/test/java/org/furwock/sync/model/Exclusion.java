package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

/** A section that is to be entered by one thread at a time. */
public final class Exclusion {

    private final Runnable lock;
    private final Runnable unlock;
    private int inside;
    private int visits;

    public Exclusion(Runnable lock, Runnable unlock) {
        this.lock = lock;
        this.unlock = unlock;
    }

    /** So many threads enter once. */
    public void play(int threads) {
        Team.play(Team.times(threads, this::round));
        check(visits == threads, visits + " visits of " + threads + " threads");
    }

    public void round() {
        lock.run();
        try {
            section();
        } finally {
            unlock.run(); // else who waits for it hides what went wrong
        }
    }

    /** For a thread that has come in by other means. */
    public void section() {
        check(++inside == 1, "not alone");
        visits++;
        inside--;
    }
}
