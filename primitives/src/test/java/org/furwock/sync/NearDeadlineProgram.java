package org.furwock.sync;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Event.Reset;

/** What a thread does that watches a word since its deadline is near; prints its findings. */
final class NearDeadlineProgram {

    private static final int AWAITED = 2;
    private static final int ONE_GENERATION = 4;

    private NearDeadlineProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "token" -> takeToken();
            case "interrupt" -> interrupt();
            case "mark" -> keepMark();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    // Deadlines are near from the start.

    private static void takeToken() {
        Parker parker = new Parker();
        Task<Boolean> parked = watching(() -> parker.park(1, TimeUnit.HOURS));
        parker.unpark();
        System.out.println("taken " + parked.get() + ", left " + parker.hasToken());
    }

    private static void interrupt() {
        Mutex mutex = new Mutex();
        MutexCondition condition = mutex.newCondition();
        Barrier barrier = new Barrier(2);
        mutex.lock();
        end("mutex", () -> mutex.tryLock(1, TimeUnit.HOURS));
        mutex.unlock();
        end("parker", () -> new Parker().park(1, TimeUnit.HOURS));
        end("latch", () -> new Latch(1).await(1, TimeUnit.HOURS));
        end("event", () -> new Event(Reset.AUTO).await(1, TimeUnit.HOURS));
        end("semaphore", () -> new Semaphore(0).tryAcquire(1, TimeUnit.HOURS));
        end("fair semaphore", () -> new Semaphore(0, true).tryAcquire(1, TimeUnit.HOURS));
        end("barrier", () -> barrier.await(1, TimeUnit.HOURS));
        end(
                "condition",
                () -> {
                    mutex.lock();
                    return condition.awaitNanos(TimeUnit.HOURS.toNanos(1));
                });
    }

    /** Interrupts a thread that watches, and prints what it throws. */
    private static void end(String name, Callable<?> wait) {
        Task<String> task =
                watching(
                        () -> {
                            try {
                                return "ended with " + wait.call();
                            } catch (InterruptedException e) {
                                return "interrupted";
                            }
                        });
        task.interrupt();
        System.out.println(name + " " + task.get());
    }

    /** Starts a thread, and returns when it watches. */
    private static <T> Task<T> watching(Callable<T> wait) {
        Task<T> task = TestThreads.start(wait);
        Sleepers.await(
                () ->
                        Arrays.stream(task.thread().getStackTrace())
                                .anyMatch(NearDeadlineProgram::isWatch),
                () -> "should watch: " + Arrays.toString(task.thread().getStackTrace()));
        return task;
    }

    private static boolean isWatch(StackTraceElement frame) {
        return frame.getClassName().endsWith(".ShortWait");
    }

    // A deadline becomes near while the thread sleeps.

    /** A thread that another one has overtaken keeps the mark of the other sleepers. */
    private static void keepMark() throws InterruptedException {
        FutexWord word = FutexWord.allocate();
        Event event = new Event(Reset.AUTO, word);
        long start = System.nanoTime();
        Task<Boolean> timed = TestThreads.start(() -> event.await(1_500, TimeUnit.MILLISECONDS));
        Sleepers.awaitAsleep(word, 1);
        Task<Boolean> untimed =
                TestThreads.start(
                        () -> {
                            event.awaitUninterruptibly();
                            return true;
                        });
        Sleepers.awaitAsleep(word, 2);
        TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MILLISECONDS.toNanos(600) - System.nanoTime());
        word.set(ONE_GENERATION); // as if a set had been taken by a third thread
        Futex.wake(word, 1);
        boolean passed = timed.get();
        boolean marked = (word.get() & AWAITED) != 0;
        System.out.println("passed " + passed + ", marked " + marked);
        if (marked) { // else it would sleep for ever
            event.set();
            System.out.println("passed " + untimed.get());
        }
    }
}
