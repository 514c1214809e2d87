package org.furwock.sync;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;

/** Wakes words and interrupts threads at random. */
final class Chaos {

    private static final long PAUSE_NANOS = 20_000;

    private Chaos() {}

    /** Does all that, and some mischief, until the body has ended. */
    static void during(FutexWord[] words, List<Thread> victims, Runnable mischief, Runnable body) {
        AtomicBoolean over = new AtomicBoolean();
        Task<Integer> chaos =
                TestThreads.start(
                        () -> {
                            int strikes = 0;
                            while (!over.get()) {
                                strikes++;
                                strike(words, victims);
                                mischief.run();
                                LockSupport.parkNanos(PAUSE_NANOS);
                            }
                            return strikes;
                        });
        try {
            body.run();
        } finally {
            over.set(true);
        }
        chaos.get();
    }

    private static void strike(FutexWord[] words, List<Thread> victims) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (words.length > 0) {
            Futex.wake(words[random.nextInt(words.length)], 1 + random.nextInt(3));
        }
        if (!victims.isEmpty() && random.nextInt(4) == 0) {
            victims.get(random.nextInt(victims.size())).interrupt();
        }
    }
}
