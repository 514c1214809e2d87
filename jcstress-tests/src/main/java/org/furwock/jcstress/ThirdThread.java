package org.furwock.jcstress;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * One more thread than a test has actors. jcstress runs no test with more actors than there are
 * processors; for some flaws it takes a third party, and it does not matter that it shares one.
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

    /** Lets it do something. */
    public static ThirdThread start(Runnable task) {
        // The frame of this class tells the watchdog that the thread runs a test.
        return new ThirdThread(THREADS.submit(() -> task.run()));
    }

    /** Lets a virtual thread do something. */
    public static ThirdThread startVirtual(Runnable task) {
        FutureTask<?> end = new FutureTask<>(task, null);
        Threads.startVirtual("third", end);
        return new ThirdThread(end);
    }

    /** Waits until it is done. */
    public void join() {
        try {
            end.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
