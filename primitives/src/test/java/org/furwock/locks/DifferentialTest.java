package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls on a drop-in and on the original, in the same order, by threads that take turns: the
 * same results, types of exceptions and text forms. {@code -Ddifferential.seed=N} replays a run.
 * Calls that would sleep are left out; the contract tests cover them.
 */
@HangBound
class DifferentialTest {

    private static final int CALLS = 2000;
    private static final int THREADS = 3;

    private static final List<String> LOCK_CALLS =
            List.of("lock", "lockInterruptibly", "tryLock", "tryLockFor", "unlock", "toString");

    private static final List<String> CONDITION_CALLS =
            List.of("await0", "awaitNanos", "awaitUntil", "signal", "signalAll");

    private static final List<String> QUERIES =
            List.of(
                    "isFair",
                    "isLocked",
                    "isHeldByCurrentThread",
                    "getHoldCount",
                    "hasQueuedThreads",
                    "getQueueLength",
                    "getReadLockCount",
                    "getReadHoldCount",
                    "getWriteHoldCount",
                    "isWriteLocked",
                    "isWriteLockedByCurrentThread",
                    "toString");

    private static final List<String> CONDITION_QUERIES =
            List.of("hasWaiters", "getWaitQueueLength");

    /** A lock with its parts; two of them are driven alike. */
    private static final class Subject {

        private final Object root;
        private final List<Lock> locks;
        private final List<Condition> conditions;

        Subject(Object root) {
            this.root = root;
            locks =
                    root instanceof ReadWriteLock both
                            ? List.of(both.writeLock(), both.readLock())
                            : List.of((Lock) root);
            conditions =
                    List.of(
                            locks.get(0).newCondition(),
                            new ReentrantLock().newCondition()); // not its own
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reentrantLock(boolean fair) throws Exception {
        compare(new ReentrantLock(fair), new FutexReentrantLock(fair));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readWriteLock(boolean fair) throws Exception {
        compare(new ReentrantReadWriteLock(fair), new FutexReentrantReadWriteLock(fair));
    }

    /** The comparison can fail. */
    @Test
    void shouldTellOneLockFromAnother() {
        assertThat(difference(new ReentrantLock(), new FutexReentrantLock(true))).isNotEmpty();
    }

    private static void compare(Object original, Object dropIn) throws Exception {
        assertThat(difference(original, dropIn)).isEmpty();
    }

    private static String difference(Object original, Object dropIn) {
        long seed = Long.getLong("differential.seed", System.nanoTime());
        Random random = new Random(seed);
        Subject first = new Subject(original);
        Subject second = new Subject(dropIn);
        List<String> history = new ArrayList<>();
        List<ExecutorService> threads = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                threads.add(Executors.newSingleThreadExecutor());
            }
            for (int i = 0; i < CALLS; i++) {
                int thread = random.nextInt(THREADS);
                long choice = random.nextLong();
                String expected = on(threads.get(thread), first, choice);
                String actual = on(threads.get(thread), second, choice);
                history.add(thread + ": " + expected);
                if (!expected.equals(actual)) {
                    history.add(thread + ": " + actual + ", by the drop-in; seed " + seed);
                    return String.join("\n", history.subList(Math.max(0, i - 20), i + 2));
                }
            }
            return "";
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    private static String on(ExecutorService thread, Subject subject, long choice) {
        Future<String> call = thread.submit(() -> step(subject, new Random(choice)));
        try {
            return call.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * One call, sometimes with the thread's interrupt status set. Reports the status afterwards and
     * clears it.
     */
    private static String step(Subject subject, Random random) {
        boolean interrupt = random.nextInt(8) == 0;
        if (interrupt) {
            Thread.currentThread().interrupt();
        }
        String told = call(subject, random);
        return told + (interrupt ? ", interrupted " + Thread.interrupted() : "");
    }

    private static String call(Subject subject, Random random) {
        int kind = random.nextInt(8);
        if (kind < 4) {
            int index = random.nextInt(subject.locks.size());
            String name = pick(LOCK_CALLS, random);
            return "lock " + index + " " + lockCall(subject, index, name, random.nextInt(3) - 1);
        }
        int index = random.nextInt(2);
        if (kind == 4) {
            return "condition " + conditionCall(subject.conditions.get(index), random);
        }
        Condition condition = random.nextInt(8) == 0 ? null : subject.conditions.get(index);
        return kind == 5
                ? query(subject.root, pick(CONDITION_QUERIES, random), Condition.class, condition)
                : query(subject.root, pick(QUERIES, random), null, null);
    }

    private static String pick(List<String> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    private static String lockCall(Subject subject, int index, String name, int time) {
        Lock lock = subject.locks.get(index);
        boolean sleeps = name.startsWith("lock") && wouldSleep(lock);
        String call = sleeps ? "tryLock" : name;
        return outcome(
                call,
                () ->
                        switch (call) {
                            case "lock" -> {
                                lock.lock();
                                yield "";
                            }
                            case "lockInterruptibly" -> {
                                lock.lockInterruptibly();
                                yield "";
                            }
                            case "tryLock" -> lock.tryLock();
                            case "tryLockFor" -> lock.tryLock(time, TimeUnit.NANOSECONDS);
                            case "unlock" -> {
                                lock.unlock();
                                yield "";
                            }
                            default -> shape(lock);
                        });
    }

    /** Asked by an attempt, which an unlock takes back; it disturbs both locks alike. */
    private static boolean wouldSleep(Lock lock) {
        boolean locked = lock.tryLock();
        if (locked) {
            lock.unlock();
        }
        return !locked;
    }

    private static String conditionCall(Condition condition, Random random) {
        String name = pick(CONDITION_CALLS, random);
        return outcome(
                name,
                () ->
                        switch (name) {
                            case "await0" -> condition.await(0, TimeUnit.SECONDS);
                            case "awaitNanos" -> condition.awaitNanos(-1) <= 0;
                            case "awaitUntil" -> condition.awaitUntil(new Date(0));
                            case "signal" -> {
                                condition.signal();
                                yield "";
                            }
                            default -> {
                                condition.signalAll();
                                yield "";
                            }
                        });
    }

    private static String query(Object root, String name, Class<?> type, Object argument) {
        if (name.equals("toString")) {
            return shape(root);
        }
        Class<?>[] types = type == null ? new Class<?>[0] : new Class<?>[] {type};
        boolean there =
                Arrays.stream(root.getClass().getMethods()).anyMatch(m -> m.getName().equals(name));
        return there
                ? outcome(
                        name,
                        () -> {
                            Method method = root.getClass().getMethod(name, types);
                            return type == null
                                    ? method.invoke(root)
                                    : method.invoke(root, argument);
                        })
                : name + " is not there";
    }

    private static String outcome(String call, Action action) {
        try {
            return call + " -> " + action.run();
        } catch (InvocationTargetException e) {
            return call + " throws " + e.getCause().getClass().getSimpleName();
        } catch (Exception e) {
            return call + " throws " + e.getClass().getSimpleName();
        }
    }

    private interface Action {
        Object run() throws Exception;
    }

    /** Without the class name and the identity. */
    private static String shape(Object lock) {
        String text = lock.toString();
        return text.substring(text.indexOf('['));
    }
}
