package org.furwock.sync;

import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a {@link Differential}, which makes one call at a time, when it is told to. All other
 * methods are for the one thread that tells it.
 */
final class Caller {

    /** What to call. */
    interface Call {
        @Nullable Object run() throws Exception;
    }

    private final String name;
    private final Thread thread;

    /** Null while there is nothing to do. */
    private volatile @Nullable Call call;

    private volatile boolean ended;

    /** Of the last call; written before {@link #call} is set to null. */
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
                | NullPointerException e) { // misuse, of which each says what it will
            return e.getClass().getSimpleName();
        } catch (Throwable e) {
            return e.toString();
        }
    }

    /**
     * Begins a call.
     *
     * @param interrupted whether the thread has its interrupt status set before
     * @param mayAwait whether the call may be a wait on a condition, as long as it is not queued
     * @param number later calls have a higher one
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

    /** Makes a call that does not wait, and returns what comes of it. */
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

    /** What the last call returned or threw, and the interrupt status after that, if set. */
    String outcome() {
        return isBusy() ? "waits" : outcome;
    }

    /** Whether it was interrupted, before or in the call. */
    boolean isInterrupted() {
        return interrupted;
    }

    int number() {
        return number;
    }

    /** Whether the call began as one that may be a wait on a condition. */
    boolean hasAwaited() {
        return mayAwait;
    }

    /** Whether it may be waiting on a condition: it is not queued, and never was in this call. */
    boolean mayAwait(boolean queued) {
        wasQueued |= queued;
        return mayAwait && !wasQueued;
    }
}
