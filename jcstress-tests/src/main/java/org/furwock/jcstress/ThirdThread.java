package org.furwock.jcstress;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A third thread beside the two actors of a test. jcstress runs no test with more actors than
 * processors. Some flaws need a third thread, which may share a processor.
 */
public final class ThirdThread {

    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "third");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Future<?> end;

    private ThirdThread(Future<?> end) {
        this.end = end;
    }

    /** Runs a task on a platform thread. */
    public static ThirdThread start(Runnable task) {
        // By the frame of this class the watchdog recognizes a thread of a test.
        return new ThirdThread(THREADS.submit(() -> task.run()));
    }

    /** Runs a task on a virtual thread. */
    public static ThirdThread startVirtual(Runnable task) {
        FutureTask<?> end = new FutureTask<>(task, null);
        Threads.startVirtual("third", end);
        return new ThirdThread(end);
    }

    /** Waits for the end of the task. */
    public void join() {
        try {
            end.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
