package org.furwock.locks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.furwock.diagnostics.LockInversion;
import org.furwock.diagnostics.LocksMXBean;
import org.furwock.diagnostics.NamedLock;
import org.furwock.watch.LockNames;
import org.furwock.watch.LockOrder;
import org.furwock.watch.OrderedLock;
import org.furwock.watch.WaitTable;

/**
 * Names and numbers of locks, inversions of their order, and the bean for JMX.
 *
 * <p><b>Order of locks.</b> With {@code -Dfurwock.order=log} or {@code throw}, each {@link
 * FutexReentrantLock}, {@link FutexReentrantReadWriteLock} and {@code Mutex} checks that threads
 * acquire locks in one order. Locks that one place in the program has created, or that have one
 * name, form a class. The order of the classes counts. Locks of one class are compared one by one.
 * An order that contradicts an earlier one is reported even without a deadlock: {@code log} logs it
 * once, by the {@link System.Logger} named {@code org.furwock.diagnostics.LockInversion}; with
 * {@code throw}, each such call fails with a {@link org.furwock.diagnostics.LockOrderException}.
 * Tries, timed or not, do not count.
 *
 * @since 1.0
 */
public final class LockDiagnostics {

    private LockDiagnostics() {}

    /**
     * Names a lock. The name does not keep the lock reachable. A new name replaces the old one, and
     * the count of waits begins again.
     *
     * @param lock a {@link FutexReentrantLock}, a {@code Mutex}, the write or the upgradable lock
     *     of a {@code RwLock}, a {@code RobustMutex} or a {@code PiMutex}
     * @param name not blank; locks of one name are one class in the order of locks
     * @throws IllegalArgumentException if the lock is of another class, or the name is blank
     */
    public static void name(AbstractOwnableSynchronizer lock, String name) {
        requireNonNull(lock, "lock");
        requireName(name);
        OrderedLock order = null;
        if (lock instanceof OwnedLock owned) {
            order = owned.order();
        } else if (!isOfSync(lock)) {
            throw new IllegalArgumentException("not a lock that can have a name: " + lock);
        }
        LockNames.put(lock, name, order);
    }

    /** Names a lock, as {@link #name(AbstractOwnableSynchronizer, String)} does. */
    public static void name(FutexReentrantReadWriteLock lock, String name) {
        requireNonNull(lock, "lock");
        requireName(name);
        LockNames.put(lock, name, lock.sync.order());
    }

    /** Tests the name of the package, since this package does not depend on that one. */
    private static boolean isOfSync(AbstractOwnableSynchronizer lock) {
        return lock.getClass().getPackageName().startsWith("org.furwock.sync");
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank: '" + name + "'");
        }
    }

    /** The named locks that are reachable, with their present numbers. */
    public static List<NamedLock> namedLocks() {
        return LockNames.snapshot();
    }

    /** How many threads now wait for locks with owners. */
    public static int waitingThreadCount() {
        return WaitTable.size();
    }

    /**
     * The inversions of the lock order that were logged. Only the first ones of this process are
     * kept.
     */
    public static List<LockInversion> inversions() {
        return LockOrder.inversions();
    }

    /**
     * Registers the {@link LocksMXBean} with the platform's server. The server keeps it, and so the
     * class loader of this library, until {@link #unregister}. Nothing else needs the module {@code
     * java.management}.
     *
     * @throws IllegalStateException if it is registered already, or the server refuses it
     */
    public static void register() {
        LocksBean.register();
    }

    /**
     * Undoes {@link #register}.
     *
     * @throws IllegalStateException if it is not registered
     */
    public static void unregister() {
        LocksBean.unregister();
    }

    static String dumpInversions() {
        return dump(inversions(), LockInversion::describe, "No inversion.");
    }

    /** The findings as readable text, or the text {@code none} if there are none. */
    static <T> String dump(List<T> found, Function<T, String> describe, String none) {
        return found.isEmpty()
                ? none
                : found.stream().map(describe).collect(Collectors.joining("\n\n"));
    }
}
