package org.furwock.sync;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;

/** A thread whose sleep fails when it is interrupted, as if the kernel had refused to go on. */
public final class Sleepless extends Thread {

    public static final String MESSAGE = "no sleep";

    private Sleepless(Runnable body) {
        super(body, "sleepless");
        setDaemon(true);
    }

    /** Overridden, so that a look at the status clears it and calls {@link #interrupt}. */
    @Override
    public boolean isInterrupted() {
        return super.isInterrupted();
    }

    @Override
    public void interrupt() {
        throw new IllegalStateException(MESSAGE);
    }

    /** Lets the body sleep in such a thread, and the sleep fail. Returns when the body has. */
    public static void run(Runnable body)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<Void> task = new FutureTask<>(body, null);
        Sleepless thread = new Sleepless(task);
        thread.start();
        Sleepers.await(
                () -> task.isDone() || LockSupport.getBlocker(thread) != null,
                () -> "should sleep, and is " + thread.getState());
        thread.disturb();
        task.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void disturb() {
        super.interrupt();
    }
}
