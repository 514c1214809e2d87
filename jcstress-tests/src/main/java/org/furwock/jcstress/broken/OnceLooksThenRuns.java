package org.furwock.jcstress.broken;

/** BROKEN: the look whether it was run and the running are two steps. */
final class OnceLooksThenRuns {

    private volatile boolean done;

    void run(Runnable action) {
        if (!done) {
            action.run();
            done = true;
        }
    }
}
