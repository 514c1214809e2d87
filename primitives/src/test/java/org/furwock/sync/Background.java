package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.TestThreads;
import org.jspecify.annotations.Nullable;

/** A thread with a result or an exception, for which a test waits. */
public final class Background<T extends @Nullable Object> {

    /** A body that may throw. */
    public interface Body<T extends @Nullable Object> {
        T run() throws Exception;
    }

    /** A body that may throw and returns nothing. */
    public interface Action {
        void run() throws Exception;
    }

    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean keptStatus;

    private Background(Body<T> body) {
        task = new FutureTask<>(Twins.leaving(() -> runAndLook(body)));
        thread = new Thread(task, "background");
        thread.setDaemon(true);
        thread.start();
    }

    private T runAndLook(Body<T> body) throws Exception {
        try {
            return body.run();
        } catch (InterruptedException e) {
            keptStatus = Thread.currentThread().isInterrupted();
            throw e;
        }
    }

    public static <T extends @Nullable Object> Background<T> call(Body<T> body) {
        return new Background<>(body);
    }

    public static Background<@Nullable Void> run(Action action) {
        return new Background<>(
                () -> {
                    action.run();
                    return null;
                });
    }

    public Thread thread() {
        return thread;
    }

    /** Returns when the thread waits for something. */
    public Background<T> awaitBlocked() {
        Blocked.await(thread);
        return this;
    }

    public void interrupt() {
        thread.interrupt();
    }

    public boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits for the result. An exception of the body is the cause of an {@link ExecutionException}.
     */
    public T join() throws ExecutionException, InterruptedException {
        try {
            return task.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            AssertionError hang = new AssertionError("still running: " + thread);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        }
    }

    /** Expects the body to throw; an InterruptedException in the place of the interrupt status. */
    public void joinExpecting(Class<? extends Throwable> type) throws InterruptedException {
        try {
            T result = join();
            throw new AssertionError("returned " + result + " and should have thrown " + type);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            assertThat(keptStatus).as("both an exception and the interrupt status").isFalse();
        }
    }
}
