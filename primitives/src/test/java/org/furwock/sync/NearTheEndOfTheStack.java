package org.furwock.sync;

import java.util.Random;

/**
 * Locks and unlocks at the end of the stack, where the rest of the stack just suffices or just does
 * not.
 */
public final class NearTheEndOfTheStack {

    /** A part of a try. */
    public interface Step {
        void run() throws Exception;
    }

    /** The check after a lock that has failed because the stack was too small. */
    public interface Check {
        void afterOverflow(int attempt) throws Exception;
    }

    private final Step lock;
    private final Step unlock;
    private final Random random = new Random(16);
    private int successes;

    /** A player for one thread. */
    public NearTheEndOfTheStack(Step lock, Step unlock) {
        this.lock = lock;
        this.unlock = unlock;
    }

    /** The number of tries that had enough stack. */
    public int play(int tries, Check check) throws Exception {
        int frames = 0;
        int step = 1 << 14; // frames are small when compiled: the end may be far
        for (int i = 0; i < tries; i++) {
            try {
                lockAndUnlockBelow(frames);
                frames += random.nextInt(step);
            } catch (StackOverflowError e) {
                frames = Math.max(0, frames - random.nextInt(step));
                step = Math.max(20, step / 2);
                check.afterOverflow(i);
            }
        }
        return successes;
    }

    private int lockAndUnlockBelow(int frames) throws Exception {
        if (frames > 0) {
            return 1 + lockAndUnlockBelow(frames - 1);
        }
        lock.run();
        try {
            unlock.run();
        } catch (StackOverflowError e) {
            throw new AssertionError("there was enough to lock it", e);
        }
        successes++;
        return 0;
    }
}
