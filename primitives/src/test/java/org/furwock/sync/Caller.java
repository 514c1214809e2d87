package org.furwock.sync;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a {@link Differential}. It makes one call at a time. One other thread, the director,
 * begins these calls; all methods are for the director alone.
 */
final class Caller {

    /** The body of a call. */
    interface Call {
        @Nullable Object run() throws Exception;
    }

    private final String name;
    private final Thread thread;

    /** The present call; null if there is none. */
    private volatile @Nullable Call call;

    private volatile boolean ended;

    /** The outcome of the last call; written before {@link #call} becomes null. */
    private String outcome = "";

    private boolean interrupted;
    private boolean wasQueued;
    private boolean mayAwait;
    private int number;

    Caller(Kind kind, String name) {
        this.name = name;
        thread = kind.start(this::work);
    }

    Thread thread() {
        return thread;
    }

    String name() {
        return name;
    }

    private void work() {
        Thread.currentThread().setName(name);
        while (!ended) {
            Call next = call;
            if (next == null) {
                LockSupport.park();
            } else {
                outcome = outcome(next) + (Thread.interrupted() ? ", interrupted" : "");
                call = null;
            }
        }
    }

    private static String outcome(Call call) {
        try {
            return String.valueOf(call.run());
        } catch (IllegalMonitorStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | NullPointerException e) { // misuse: the texts of the messages may differ
            return e.getClass().getSimpleName();
        } catch (Throwable e) {
            return e.toString();
        }
    }

    /**
     * Begins a call.
     *
     * @param interrupted whether the thread sets its interrupt status first
     * @param mayAwait whether the call may wait on a condition before it queues for the lock
     * @param number the number of the call; later calls have higher numbers
     */
    void start(boolean interrupted, boolean mayAwait, int number, Call body) {
        this.interrupted = interrupted;
        this.mayAwait = mayAwait;
        this.number = number;
        wasQueued = false;
        call =
                () -> {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return body.run();
                };
        LockSupport.unpark(thread);
    }

    /** Makes a call that does not wait, and returns its outcome. */
    String ask(Call question) {
        String before = outcome;
        call = question;
        LockSupport.unpark(thread);
        Sleepers.await(() -> !isBusy(), () -> name + " should answer");
        String answer = outcome;
        outcome = before;
        return answer;
    }

    void interrupt() {
        interrupted = true;
        thread.interrupt();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    boolean isBusy() {
        return call != null;
    }

    /** The last call's result or exception, and whether it left the interrupt status set. */
    String outcome() {
        return isBusy() ? "waits" : outcome;
    }

    /** Whether the thread was interrupted before or during the call. */
    boolean isInterrupted() {
        return interrupted;
    }

    int number() {
        return number;
    }

    /** Whether the call could wait on a condition when it began. */
    boolean hasAwaited() {
        return mayAwait;
    }

    /** Whether the thread may wait on a condition: it has not been queued in this call. */
    boolean mayAwait(boolean queued) {
        wasQueued |= queued;
        return mayAwait && !wasQueued;
    }
}
