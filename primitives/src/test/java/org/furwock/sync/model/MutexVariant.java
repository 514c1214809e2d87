package org.furwock.sync.model;

import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;
import org.furwock.waiting.PredicateQueue;

/** Copies of a {@link Mutex}, and of how threads wait under it, that the model checker can run. */
final class MutexVariant {

    static final Class<?> WAIT = Variant.named("org.furwock.sync.PredicateWait");

    private MutexVariant() {}

    static Variant of(Class<?> scenarios) {
        return Variant.of(Mutex.class, MutexCondition.class, WAIT, PredicateQueue.class, scenarios)
                // The table of waits decides nothing, but for the victim of a deadlock.
                .changing(
                        Mutex.class,
                        "WordWait.enter(this, interruptible, deadline, mayFail)",
                        "null")
                // The checker sees the words of this engine only. Where a thread keeps its word
                // does not matter to it.
                .changing(
                        WAIT,
                        "return FutexWord.allocateForWaiter();",
                        "return org.furwock.futex.MonitorFutex.newWord();")
                .changing(WAIT, "PerThread<FutexWord> CURRENT", "ThreadLocal<FutexWord> CURRENT")
                .changing(
                        WAIT,
                        "new PerThread<>(PredicateWait::newWord)",
                        "ThreadLocal.withInitial(PredicateWait::newWord)")
                // Its clock stands still: a sleep with a time limit is a moment at which it can
                // switch threads, and then the time is over.
                .changing(
                        WAIT,
                        "ShortWait.await(own, WAITING, deadline, options, mutex)",
                        "deadline != Deadline.NEVER ? WaitResult.TIMED_OUT"
                                + " : Futex.await(own, WAITING, deadline, options, mutex)");
    }
}
