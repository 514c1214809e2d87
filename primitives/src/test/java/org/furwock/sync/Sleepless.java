package org.furwock.sync;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread whose interruptible sleep fails, as if the kernel had refused it. */
public final class Sleepless extends Thread {

    public static final String MESSAGE = "no sleep";

    private Sleepless(Runnable body) {
        super(body, "sleepless");
        setDaemon(true);
    }

    @Override
    public boolean isInterrupted() { // which is looked at before each sleep
        throw new IllegalStateException(MESSAGE);
    }

    /** Returns when the body has, in such a thread. */
    public static void run(Runnable body)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<Void> task = new FutureTask<>(body, null);
        new Sleepless(task).start();
        task.get(30, TimeUnit.SECONDS);
    }
}
