package org.furwock.jcstress.own;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.furwock.jcstress.gate.Gate;

/**
 * The user's class under test, named by a system property. It has a public constructor without
 * parameters, and is
 *
 * <ul>
 *   <li>a {@link Lock}: a new one is free. Methods that throw {@link UnsupportedOperationException}
 *       are not tested;
 *   <li>a {@link Gate}: a new one is shut, and each {@code open} lets one thread pass, as with a
 *       semaphore that begins without permits;
 *   <li>or a {@link Supplier} that returns a new one of these each time.
 * </ul>
 */
public final class Own {

    /** The class's name. */
    public static final String PROPERTY = "furwock.own";

    private static final String PACKAGE = "org.furwock.jcstress.own.";

    private Own() {}

    /** Initialized only in the JVMs that run the tests. */
    private static final class Chosen {

        private static final Supplier<?> SUPPLIER = supplier();

        private static Supplier<?> supplier() {
            String name = System.getProperty(PROPERTY);
            if (name == null) {
                throw new IllegalStateException("-D" + PROPERTY + " does not say which class");
            }
            try {
                return Own.supplier(name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Lock lock() {
        return (Lock) Chosen.SUPPLIER.get();
    }

    static Gate gate() {
        return (Gate) Chosen.SUPPLIER.get();
    }

    private static Supplier<?> supplier(String name) throws ReflectiveOperationException {
        var constructor = Class.forName(name).getConstructor();
        if (constructor.newInstance() instanceof Supplier<?> supplier) {
            return supplier;
        }
        return () -> {
            try {
                return constructor.newInstance();
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Whether a test needs a class of the user. */
    public static boolean isFor(String test) {
        return test.startsWith(PACKAGE);
    }

    /**
     * The tests that such a class can pass.
     *
     * @throws ReflectiveOperationException if there is no such class, or it cannot be made
     * @throws IllegalArgumentException if it is neither a lock nor a gate, or does not work
     */
    public static List<String> testsOf(String name) throws ReflectiveOperationException {
        Object example = supplier(name).get();
        List<Class<?>> tests = new ArrayList<>();
        if (example instanceof Lock lock) {
            addTestsOf(lock, tests);
        } else if (example instanceof Gate) {
            tests.add(GatePassed.class);
            tests.add(GateTokenTimed.class);
            tests.add(GateTokenInterrupted.class);
            tests.add(GateTokenOneTaker.class);
        } else {
            throw new IllegalArgumentException(
                    name
                            + " is, or supplies, neither a "
                            + Lock.class.getName()
                            + " nor a "
                            + Gate.class.getName());
        }
        return tests.stream().map(Class::getName).toList();
    }

    /** A call that the class may not support. */
    private interface Attempt {
        void run() throws InterruptedException;
    }

    private static void addTestsOf(Lock lock, List<Class<?>> tests) {
        tests.add(Exclusion.class);
        tests.add(Visibility.class);
        tests.add(Wakeup.class);
        tests.add(Termination.class);
        tests.add(Crowd.class);
        if (supports(() -> requireFree(lock.tryLock(), lock))) {
            lock.unlock();
            tests.add(TryOneWinner.class);
            tests.add(TryAfterUnlock.class);
            addTimedTests(lock, tests);
        }
        // Not ConditionTimed and ConditionInterrupted: with java.util.concurrent's own locks, a
        // thread that has given up can no longer be signalled, although it has not returned yet.
        if (supports(lock::newCondition)) {
            tests.add(SignalHandOver.class);
            tests.add(SignalTwoSignals.class);
            tests.add(SignalBroadcast.class);
        }
    }

    /** Tests that check with {@code tryLock} at the end whether the lock is free. */
    private static void addTimedTests(Lock lock, List<Class<?>> tests) {
        if (supports(() -> requireFree(lock.tryLock(1, TimeUnit.SECONDS), lock))) {
            lock.unlock();
            tests.add(Timed.class);
            tests.add(TimedCrowd.class);
        }
        if (supports(lock::lockInterruptibly)) {
            lock.unlock();
            tests.add(Interrupted.class);
            tests.add(InterruptedCrowd.class);
        }
    }

    private static void requireFree(boolean locked, Lock lock) {
        if (!locked) {
            throw new IllegalArgumentException(
                    "a new lock, or one that was unlocked, is not free: " + lock);
        }
    }

    private static boolean supports(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalArgumentException("interrupted without an interrupt", e);
        }
    }
}
