package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;

/** Threads that sleep at a word once each, uninterruptibly. */
public final class Waiters {

    private final List<Task<WaitResult>> tasks = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** Returns when this number of threads are asleep at the word, which has no other sleepers. */
    public static Waiters asleep(FutexWord word, int count) {
        return asleep(Kind.PLATFORM, word, count, Futex.MATCH_ANY);
    }

    public static Waiters asleep(FutexWord word, int count, int bitset) {
        return asleep(Kind.PLATFORM, word, count, bitset);
    }

    public static Waiters asleep(Kind kind, FutexWord word, int count, int bitset) {
        int before = Futex.sleepers(word);
        Waiters waiters = new Waiters();
        int expected = word.get();
        for (int i = 0; i < count; i++) {
            waiters.tasks.add(TestThreads.start(kind, () -> waiters.sleep(word, expected, bitset)));
        }
        Sleepers.awaitAsleep(word, before + count);
        return waiters;
    }

    private WaitResult sleep(FutexWord word, int expected, int bitset) {
        WaitResult result =
                Futex.await(
                        word,
                        expected,
                        Deadline.NEVER,
                        WaitOptions.UNINTERRUPTIBLE.withBitset(bitset));
        ended.incrementAndGet();
        return result;
    }

    public int ended() {
        return ended.get();
    }

    /**
     * Returns when this number of threads have ended. Threads that end later count in the next
     * call.
     */
    public void awaitEnded(int count) {
        Sleepers.await(
                () -> ended.get() >= count, () -> count + " should have ended, not " + ended.get());
    }

    /** The results of all threads, which must all end. */
    public List<WaitResult> results() {
        return tasks.stream().map(Task::get).toList();
    }
}
