package org.furwock.futex.linux;

import static org.furwock.futex.linux.Abi.FUTEX_CLOCK_REALTIME;
import static org.furwock.futex.linux.Abi.FUTEX_PRIVATE_FLAG;
import static org.furwock.futex.linux.Abi.SYS_FUTEX;

import org.furwock.futex.lowlevel.PerThread;

/**
 * The futex operations on addresses. A result is what the kernel returned, or the negated error
 * number; nothing is thrown and nothing is allocated. Callers keep the memory reachable.
 *
 * <p>The operations that sleep go through the calling thread's {@link Sleeper}, which owns the
 * structures that the kernel reads.
 */
public final class KernelFutex {

    /** Operation codes of {@code futex(2)}. */
    public static final int FUTEX_WAIT = 0;

    public static final int FUTEX_WAKE = 1;
    public static final int FUTEX_FD = 2;
    public static final int FUTEX_REQUEUE = 3;
    public static final int FUTEX_CMP_REQUEUE = 4;
    public static final int FUTEX_WAKE_OP = 5;
    public static final int FUTEX_LOCK_PI = 6;
    public static final int FUTEX_UNLOCK_PI = 7;
    public static final int FUTEX_TRYLOCK_PI = 8;
    public static final int FUTEX_WAIT_BITSET = 9;
    public static final int FUTEX_WAKE_BITSET = 10;
    public static final int FUTEX_WAIT_REQUEUE_PI = 11;
    public static final int FUTEX_CMP_REQUEUE_PI = 12;
    public static final int FUTEX_LOCK_PI2 = 13;

    /** Matches every waiter and every wake. */
    public static final int MATCH_ANY = -1;

    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Beside the negated error numbers: a sleep ended because its thread was interrupted. */
    public static final int INTERRUPTED = -10_000;

    /**
     * The same, but a wake was consumed. It was the interrupter's, or was meant for another waiter
     * of the word: the caller must make all waiters look again.
     */
    public static final int INTERRUPTED_AND_WOKEN = -10_001;

    private final NativeCalls calls;
    private final PerThread<Sleeper> sleepers;

    /** Once false, it stays so. */
    private volatile boolean waitv;

    /**
     * @param calls how to enter the kernel
     * @param waitv whether {@code futex_waitv} may be used
     */
    public KernelFutex(NativeCalls calls, boolean waitv) {
        this.calls = calls;
        this.waitv = waitv;
        this.sleepers = new PerThread<>(() -> new Sleeper(this));
    }

    /**
     * Links the call of a wake, which takes memory that an unlock may not have. No thread waits at
     * address 0.
     */
    public void load() {
        int unused = wake(0, false, 1);
    }

    /**
     * Whether there is {@code futex_waitv}. A filter that is installed later can take it away: the
     * sleep that finds this out ends spuriously.
     */
    public boolean hasWaitv() {
        return waitv;
    }

    /** It has been refused. */
    void loseWaitv() {
        waitv = false;
    }

    /** How the kernel is entered. */
    public NativeCalls calls() {
        return calls;
    }

    private static long op(int op, boolean shared) {
        return shared ? op : op | FUTEX_PRIVATE_FLAG;
    }

    /** FUTEX_WAIT without a time-out. An interrupt does not end it. */
    public int await(long address, boolean shared, int expected) {
        // An untimed wait reads no time-out, so the short form of the call would do, but the fourth
        // argument must be a null pointer and not the register's old content.
        return (int)
                calls.call(SYS_FUTEX, address, op(FUTEX_WAIT, shared), unsigned(expected), 0, 0, 0);
    }

    /** FUTEX_WAIT with a relative time-out in nanoseconds on CLOCK_MONOTONIC. */
    public int awaitNanos(long address, boolean shared, int expected, long timeoutNanos) {
        return sleepers.get().awaitNanos(address, op(FUTEX_WAIT, shared), expected, timeoutNanos);
    }

    /** FUTEX_WAIT_BITSET until an absolute time. An interrupt does not end it. */
    public int awaitBitset(
            long address,
            boolean shared,
            int expected,
            int bitset,
            long deadline,
            boolean realtime) {
        long op = op(FUTEX_WAIT_BITSET, shared) | (realtime ? FUTEX_CLOCK_REALTIME : 0);
        return sleepers.get().awaitBitset(address, op, expected, bitset, deadline);
    }

    /**
     * As {@link #awaitBitset}, ended by an interrupt with {@link #INTERRUPTED} or {@link
     * #INTERRUPTED_AND_WOKEN}.
     */
    public int awaitInterruptibly(
            long address,
            boolean shared,
            int expected,
            int bitset,
            long deadline,
            boolean realtime) {
        long op = op(FUTEX_WAIT_BITSET, shared) | (realtime ? FUTEX_CLOCK_REALTIME : 0);
        return sleepers.get()
                .awaitInterruptibly(address, shared, op, expected, bitset, deadline, realtime);
    }

    /** Writes one of the words for this thread's next {@link #awaitAny}. */
    public void prepareAny(int index, long address, boolean shared, int expected) {
        sleepers.get().writeVectorEntry(index, address, shared, expected);
    }

    /**
     * {@code futex_waitv} on the prepared words: the index of the last woken one. Refused if {@link
     * #hasWaitv()} is false.
     */
    public int awaitAny(int count, long deadline, boolean realtime) {
        return sleepers.get().awaitAny(count, deadline, realtime);
    }

    /**
     * As {@link #awaitAny}, ended by an interrupt with {@link #INTERRUPTED}, or {@link
     * #INTERRUPTED_AND_WOKEN} at the first word.
     */
    public int awaitAnyInterruptibly(int count, long deadline, boolean realtime) {
        return sleepers.get().awaitAnyInterruptibly(count, deadline, realtime);
    }

    /** FUTEX_WAKE: how many were woken. The kernel takes a count below 1 for 1. */
    public int wake(long address, boolean shared, int count) {
        return (int) calls.call(SYS_FUTEX, address, op(FUTEX_WAKE, shared), count);
    }

    /** FUTEX_WAKE_BITSET: how many were woken. */
    public int wakeBitset(long address, boolean shared, int count, int bitset) {
        long op = op(FUTEX_WAKE_BITSET, shared);
        return (int) calls.call(SYS_FUTEX, address, op, count, 0, 0, unsigned(bitset));
    }

    /** FUTEX_REQUEUE: how many were woken or moved. */
    public int requeue(long from, long to, boolean shared, int wake, int requeue) {
        return (int) calls.call(SYS_FUTEX, from, op(FUTEX_REQUEUE, shared), wake, requeue, to, 0);
    }

    /** FUTEX_CMP_REQUEUE: how many were woken or moved; EAGAIN if the word has another value. */
    public int cmpRequeue(long from, long to, boolean shared, int wake, int requeue, int expected) {
        long op = op(FUTEX_CMP_REQUEUE, shared);
        return (int) calls.call(SYS_FUTEX, from, op, wake, requeue, to, unsigned(expected));
    }

    /** FUTEX_WAKE_OP: how many were woken at both words. */
    public int wakeOp(
            long address, long second, boolean shared, int wake, int wakeSecond, int encodedOp) {
        long op = op(FUTEX_WAKE_OP, shared);
        return (int)
                calls.call(SYS_FUTEX, address, op, wake, wakeSecond, second, unsigned(encodedOp));
    }

    /** FUTEX_LOCK_PI, with a deadline on CLOCK_REALTIME. */
    public int lockPi(long address, boolean shared, long deadline) {
        return sleepers.get().lockPi(address, op(FUTEX_LOCK_PI, shared), deadline);
    }

    /** FUTEX_LOCK_PI2, with a deadline on CLOCK_MONOTONIC. */
    public int lockPi2(long address, boolean shared, long deadline) {
        return sleepers.get().lockPi(address, op(FUTEX_LOCK_PI2, shared), deadline);
    }

    /** FUTEX_TRYLOCK_PI. */
    public int tryLockPi(long address, boolean shared) {
        return (int) calls.call(SYS_FUTEX, address, op(FUTEX_TRYLOCK_PI, shared), 0, 0, 0, 0);
    }

    /** FUTEX_UNLOCK_PI. */
    public int unlockPi(long address, boolean shared) {
        return (int) calls.call(SYS_FUTEX, address, op(FUTEX_UNLOCK_PI, shared), 0);
    }

    /** The calling thread's id as the kernel knows it, which is what a PI word holds. */
    public int threadId() {
        return sleepers.get().threadId();
    }

    /**
     * Whether a word can be read at this address, by the one operation that reads it and does
     * nothing else: a requeue of no waiters.
     */
    public boolean isReadable(long address) {
        return isReadable(calls, address);
    }

    /** The same for a caller that waits nowhere. */
    public static boolean isReadable(NativeCalls calls, long address) {
        return calls.call(SYS_FUTEX, address, FUTEX_CMP_REQUEUE, 0, 0, address, 0) != -Errno.EFAULT;
    }

    static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
