package org.furwock.futex;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/** Threads for tests: platform ones, and virtual ones on a JDK that has them. */
public final class TestThreads {

    /**
     * The longest wait of a test for an event that must happen. It only bounds a hang, so it allows
     * for a machine with several busy programs beside the tests.
     */
    public static final long HANG_LIMIT_SECONDS = 180;

    private static final long STACK = 256 * 1024;

    private static final MethodHandle START_VIRTUAL = findStartVirtual();

    /** The kinds of threads. */
    public enum Kind {
        /** A thread of the operating system. */
        PLATFORM {
            @Override
            public Thread start(Runnable body) {
                Thread thread = new Thread(null, body, "test", STACK);
                thread.setDaemon(true);
                thread.start();
                return thread;
            }
        },
        /** A virtual thread. */
        VIRTUAL {
            @Override
            public Thread start(Runnable body) {
                try {
                    return (Thread) START_VIRTUAL.invokeExact(body);
                } catch (Throwable failure) {
                    throw new AssertionError("no virtual thread", failure);
                }
            }
        };

        /** Starts a thread of this kind. */
        public abstract Thread start(Runnable body);
    }

    private TestThreads() {}

    private static MethodHandle findStartVirtual() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class,
                            "startVirtualThread",
                            MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether this JDK has virtual threads (and not as a preview). */
    public static boolean hasVirtual() {
        return START_VIRTUAL != null && Runtime.version().feature() >= 21;
    }

    /** Skips a test on a JDK without virtual threads. */
    public static void assumeVirtual() {
        Assumptions.assumeTrue(
                hasVirtual(),
                () -> "virtual threads come with JDK 21, this is " + Runtime.version().feature());
    }

    /** Starts a platform thread. */
    public static <T> Task<T> start(Callable<T> body) {
        return start(Kind.PLATFORM, body);
    }

    /** Starts a thread. */
    public static <T> Task<T> start(Kind kind, Callable<T> body) {
        FutureTask<T> future = new FutureTask<>(body);
        return new Task<>(kind.start(future), future);
    }

    /**
     * A thread with a result.
     *
     * @param thread the thread
     * @param future its result
     */
    public record Task<T>(Thread thread, FutureTask<T> future) {

        /** The result, or a failure if it takes too long. */
        public T get() {
            try {
                return future.get(HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("the thread failed: " + e.getCause(), e.getCause());
            } catch (TimeoutException e) {
                String at = Arrays.toString(thread.getStackTrace());
                throw new AssertionError(thread + " does not end; it is at " + at, e);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted, perhaps by the bound on the test", e);
            }
        }

        /** Interrupts the thread. */
        public void interrupt() {
            thread.interrupt();
        }
    }
}
