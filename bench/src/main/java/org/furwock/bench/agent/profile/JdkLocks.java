package org.furwock.bench.agent.profile;

import java.util.Date;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import org.furwock.profile.LockSite;
import org.furwock.profile.LockSites;
import org.furwock.profile.LockWait;
import org.jspecify.annotations.Nullable;

/**
 * The replacements of lock calls in included classes. Each method calls the method of the same name
 * on its first argument and updates the profile. The callers are classes that {@link CallRewriter}
 * has rewritten.
 *
 * <p>A thread counts as waiting if another thread was seen to hold the lock. Calls outside the
 * included classes are not seen. A lock that was not created in an included class has the site of
 * its first call.
 */
@SuppressWarnings("WaitNotInLoop") // the loop is in the caller
public final class JdkLocks {

    private static final WeakProfiles PROFILES = new WeakProfiles();

    private static final String FIRST_CALL = "first call by ";

    private static final StackWalker WALKER = StackWalker.getInstance();

    private JdkLocks() {}

    /** Called after the creation of a lock at that place. */
    public static void created(Object lock, String place) {
        if (lock instanceof ReadWriteLock both) {
            addParts(both, place);
        } else {
            PROFILES.get(lock, key -> ProfiledLock.exclusive(site(lock, place)));
        }
    }

    private static void addParts(ReadWriteLock both, String place) {
        Lock write = both.writeLock();
        Lock read = both.readLock();
        ProfiledLock writes =
                PROFILES.get(write, key -> ProfiledLock.exclusive(site(write, place)));
        PROFILES.get(read, key -> ProfiledLock.shared(site(read, place), writes));
    }

    private static LockSite site(Object lock, String place) {
        return LockSites.of(lock.getClass().getName(), place);
    }

    /** Null if there is no memory for it; then the profile leaves the call out. */
    private static @Nullable ProfiledLock profile(Object lock) {
        try {
            ProfiledLock known = PROFILES.find(lock);
            return known != null ? known : PROFILES.get(lock, JdkLocks::ofFirstCall);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
        }
    }

    private static @Nullable LockWait beginWait(@Nullable ProfiledLock profile, Lock lock) {
        return profile == null ? null : profile.beginWait(lock);
    }

    private static void acquired(@Nullable ProfiledLock profile) {
        try {
            if (profile != null) {
                profile.acquired();
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            return; // a read hold is not timed
        }
    }

    private static ProfiledLock ofFirstCall(Object lock) {
        String caller =
                WALKER.walk(
                        frames ->
                                frames.filter(frame -> !isInternal(frame.getClassName()))
                                        .findFirst()
                                        .map(frame -> frame.toStackTraceElement().toString())
                                        .orElse("(unknown)"));
        LockSite site = site(lock, FIRST_CALL + caller);
        return lock instanceof ReadLock
                ? ProfiledLock.shared(site, null)
                : ProfiledLock.exclusive(site);
    }

    private static boolean isInternal(String className) {
        return className.startsWith(JdkLocks.class.getPackageName() + ".")
                || className.startsWith("java.util.concurrent.");
    }

    // Locks.

    /** See {@link Lock#lock()}. */
    public static void lock(Lock lock) {
        ProfiledLock profile = profile(lock);
        LockWait wait = beginWait(profile, lock);
        lock.lock();
        end(wait, true);
        acquired(profile);
    }

    /** See {@link Lock#lockInterruptibly()}. */
    public static void lockInterruptibly(Lock lock) throws InterruptedException {
        ProfiledLock profile = profile(lock);
        LockWait wait = beginWait(profile, lock);
        boolean locked = false;
        try {
            lock.lockInterruptibly();
            locked = true;
        } finally {
            end(wait, locked);
        }
        acquired(profile);
    }

    /** See {@link Lock#tryLock()}. */
    public static boolean tryLock(Lock lock) {
        boolean locked = lock.tryLock();
        if (locked) {
            acquired(profile(lock));
        }
        return locked;
    }

    /** See {@link Lock#tryLock(long, TimeUnit)}. */
    public static boolean tryLock(Lock lock, long time, TimeUnit unit) throws InterruptedException {
        ProfiledLock profile = profile(lock);
        LockWait wait = beginWait(profile, lock);
        boolean locked = false;
        try {
            locked = lock.tryLock(time, unit);
        } finally {
            end(wait, locked);
        }
        if (locked) {
            acquired(profile);
        }
        return locked;
    }

    /** See {@link Lock#unlock()}. */
    public static void unlock(Lock lock) {
        ProfiledLock profile = profile(lock);
        long held = profile == null ? 0 : profile.released();
        lock.unlock();
        if (profile != null) {
            profile.report(lock, held);
        }
    }

    private static void end(@Nullable LockWait wait, boolean acquired) {
        if (wait != null) {
            wait.end(acquired);
        }
    }

    // Conditions: a wait ends the hold and starts another one.

    /** See {@link Lock#newCondition()}. */
    public static Condition newCondition(Lock lock) {
        Condition condition = lock.newCondition();
        ProfiledLock profile = profile(lock);
        if (profile != null) {
            PROFILES.get(condition, key -> profile);
        }
        return condition;
    }

    private interface Wait<X extends Exception> {
        long run() throws X;
    }

    private static <X extends Exception> long whileReleased(Condition condition, Wait<X> wait)
            throws X {
        ProfiledLock profile = PROFILES.find(condition);
        if (profile == null) {
            return wait.run();
        }
        long[] hold = profile.pause();
        try {
            return wait.run();
        } finally {
            profile.resume(hold[0]);
            profile.report(condition, hold[1]);
        }
    }

    /** See {@link Condition#await()}. */
    public static void await(Condition condition) throws InterruptedException {
        whileReleased(
                condition,
                () -> {
                    condition.await();
                    return 0;
                });
    }

    /** See {@link Condition#awaitUninterruptibly()}. */
    public static void awaitUninterruptibly(Condition condition) {
        whileReleased(
                condition,
                () -> {
                    condition.awaitUninterruptibly();
                    return 0;
                });
    }

    /** See {@link Condition#awaitNanos(long)}. */
    public static long awaitNanos(Condition condition, long nanos) throws InterruptedException {
        return whileReleased(condition, () -> condition.awaitNanos(nanos));
    }

    /** See {@link Condition#await(long, TimeUnit)}. */
    public static boolean await(Condition condition, long time, TimeUnit unit)
            throws InterruptedException {
        return whileReleased(condition, () -> condition.await(time, unit) ? 1 : 0) == 1;
    }

    /** See {@link Condition#awaitUntil(Date)}. */
    @SuppressWarnings("JavaUtilDate") // required by the interface
    public static boolean awaitUntil(Condition condition, Date deadline)
            throws InterruptedException {
        return whileReleased(condition, () -> condition.awaitUntil(deadline) ? 1 : 0) == 1;
    }

    // Semaphores.

    /** See {@link Semaphore#acquire()}. */
    public static void acquire(Semaphore semaphore) throws InterruptedException {
        acquire(semaphore, 1, semaphore::acquire);
    }

    /** See {@link Semaphore#acquire(int)}. */
    public static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
        acquire(semaphore, permits, () -> semaphore.acquire(permits));
    }

    private interface Acquire {
        void run() throws InterruptedException;
    }

    private static void acquire(Semaphore semaphore, int permits, Acquire call)
            throws InterruptedException {
        LockWait wait = beginWait(semaphore, permits);
        boolean acquired = false;
        try {
            call.run();
            acquired = true;
            countAcquisition(semaphore);
        } finally {
            end(wait, acquired);
        }
    }

    /** See {@link Semaphore#acquireUninterruptibly()}. */
    public static void acquireUninterruptibly(Semaphore semaphore) {
        LockWait wait = beginWait(semaphore, 1);
        semaphore.acquireUninterruptibly();
        countAcquisition(semaphore);
        end(wait, true);
    }

    private static @Nullable LockWait beginWait(Semaphore semaphore, int permits) {
        ProfiledLock profile = semaphore.availablePermits() < permits ? profile(semaphore) : null;
        return profile == null ? null : profile.beginWaitForPermit(semaphore);
    }

    private static void countAcquisition(Semaphore semaphore) {
        ProfiledLock profile = profile(semaphore);
        if (profile != null) {
            profile.countAcquisition();
        }
    }
}
