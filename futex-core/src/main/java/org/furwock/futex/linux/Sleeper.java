package org.furwock.futex.linux;

import static org.furwock.futex.linux.Abi.FUTEX_32;
import static org.furwock.futex.linux.Abi.FUTEX_PRIVATE_FLAG;
import static org.furwock.futex.linux.Abi.SYS_FUTEX;
import static org.furwock.futex.linux.Abi.SYS_FUTEX_WAITV;
import static org.furwock.futex.linux.Abi.WAITV_SIZE;
import static org.furwock.futex.linux.KernelFutex.INTERRUPTED;
import static org.furwock.futex.linux.KernelFutex.INTERRUPTED_AND_WOKEN;
import static org.furwock.futex.linux.KernelFutex.MATCH_ANY;
import static org.furwock.futex.linux.KernelFutex.NEVER;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Selector;
import org.furwock.futex.lowlevel.InterruptStatus;

/**
 * The sleeps of one platform thread in the kernel. It holds the structures that the kernel reads.
 * An interrupt ends a sleep in one of two ways.
 *
 * <p><b>1. An interrupt word.</b> The thread sleeps in {@code futex_waitv} on two words: its own
 * interrupt word first, and the lock's word last. It sets the interrupt word to ARMED (0) before it
 * registers the callback. The interrupting thread changes the word to FIRED (1) and wakes it. If
 * that happens before the sleep, the kernel finds the word changed and does not let the thread
 * sleep. If it happens later, the sleeper is in the kernel's queue, and the wake finds it. The
 * kernel returns the highest woken index, so the lock's word wins: a wake that was meant for this
 * sleeper is never reported as an interrupt, and so is never lost.
 *
 * <p><b>2. Repeated wakes</b>, if there is no {@code futex_waitv} or it cannot be used: it takes no
 * bitset, and at most 128 words. The thread records the address at which it is about to sleep,
 * makes its {@code generation} odd, reads its interrupt status again, sleeps, and makes the
 * generation even. The interrupter sets the status and then runs the callback, which wakes the
 * sleeper's bits at that address until the generation changes. Either the thread's second read sees
 * the status. Or the read came first, and then the callback reads the odd generation (both are
 * volatile). Other sleepers there with the same bits wake too: for them these are spurious returns.
 * The interrupted thread may have consumed a wake that was meant for another sleeper, with unknown
 * bits. Then the result is INTERRUPTED_AND_WOKEN, and all waiters of the word, in the kernel and
 * elsewhere in this process, must look again. If the sleeper was requeued to another word, the
 * interrupter's wakes do not reach it. For this case the interrupter gives up after 0.1 s, and the
 * sleeper reads its status after each slice of time.
 *
 * <p><b>Results.</b> A result of 0 or more means that a wake was consumed. The end of a slice is
 * reported as EINTR. The Sleeper does not continue the sleep: the thread may have been requeued,
 * and would sleep at the wrong word.
 */
final class Sleeper extends InterruptCallback {

    private static final int ARMED = 0;
    private static final int FIRED = 1;

    private static final int OFFSET_INTERRUPT_WORD = 0;
    private static final int OFFSET_TIMESPEC = Slab.LINE;
    private static final int OFFSET_PAIR = 2 * Slab.LINE;
    private static final int BYTES = OFFSET_PAIR + 2 * WAITV_SIZE;

    private static final long SECOND = 1_000_000_000L;
    // Much longer than the time from the last look to the sleep, also on a busy machine.
    private static final long PATIENCE = 100_000_000L;

    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final KernelFutex kernel;
    private final NativeCalls calls;

    private final ByteBuffer memory;
    private final long address;
    private final int base;

    /** Entries for more than one word of the caller, allocated at the first use. */
    private ByteBuffer vector = ByteBuffer.allocate(0);

    private long vectorAddress;

    private int threadId;

    /** Odd while this thread is about to sleep, or sleeps, in the second way. */
    private volatile long generation;

    /** The last generation that an interrupter woke; written before it does. */
    private volatile long rewoken;

    private long sleepAddress;
    private boolean sleepShared;
    private int sleepBitset;

    Sleeper(KernelFutex kernel) {
        this.kernel = kernel;
        this.calls = kernel.calls();
        Slab.Piece piece = Slab.FOR_WAITERS.carve(BYTES, calls::allocate, calls::addressOf);
        memory = piece.buffer();
        address = piece.address();
        base = piece.offset();
        // Links the call, which allocates: it must not fail after a sleep.
        int unused = (int) INT.getAndSet(memory, base + OFFSET_INTERRUPT_WORD, FIRED);
        // The interrupt word's entry is the same for every sleep; only the second entry changes.
        writeEntry(memory, base + OFFSET_PAIR, address + OFFSET_INTERRUPT_WORD, false, ARMED);
    }

    int threadId() {
        if (threadId == 0) {
            threadId = (int) calls.call(Abi.SYS_GETTID, 0, 0, 0);
        }
        return threadId;
    }

    int awaitNanos(long word, long op, int expected, long timeoutNanos) {
        long timespec = writeTimespec(timeoutNanos);
        return (int)
                calls.call(SYS_FUTEX, word, op, KernelFutex.unsigned(expected), timespec, 0, 0);
    }

    int awaitBitset(long word, long op, int expected, int bitset, long deadline) {
        long timespec = deadline == NEVER ? 0 : writeTimespec(deadline);
        return (int)
                calls.call(
                        SYS_FUTEX,
                        word,
                        op,
                        KernelFutex.unsigned(expected),
                        timespec,
                        0,
                        KernelFutex.unsigned(bitset));
    }

    int lockPi(long word, long op, long deadline) {
        long timespec = deadline == NEVER ? 0 : writeTimespec(deadline);
        return (int) calls.call(SYS_FUTEX, word, op, 0, timespec, 0, 0);
    }

    int awaitInterruptibly(
            long word,
            boolean shared,
            long op,
            int expected,
            int bitset,
            long deadline,
            boolean realtime) {
        if (!kernel.hasWaitv() || bitset != MATCH_ANY) {
            if (!beginRewakeable(word, shared, bitset)) {
                return INTERRUPTED;
            }
            try {
                long slice = sliceEnd(deadline, realtime);
                int result = awaitBitset(word, op, expected, bitset, slice);
                return endRewakeable(result, slice != deadline);
            } finally {
                disarm();
            }
        }
        int entry = base + OFFSET_PAIR + WAITV_SIZE;
        writeEntry(memory, entry, word, shared, expected);
        long pair = address + OFFSET_PAIR;
        int index = awaitVector(pair, 2, deadline, realtime);
        return index > 0 ? index - 1 : index;
    }

    int awaitAny(int count, long deadline, boolean realtime) {
        return sleepInVector(vectorAddress + WAITV_SIZE, count, deadline, realtime);
    }

    int awaitAnyInterruptibly(int count, long deadline, boolean realtime) {
        if (count == Abi.WAITV_MAX) {
            int first = WAITV_SIZE;
            long word = vector.getLong(first + Abi.WAITV_ADDRESS);
            boolean shared = (vector.getInt(first + Abi.WAITV_FLAGS) & FUTEX_PRIVATE_FLAG) == 0;
            if (!beginRewakeable(word, shared, MATCH_ANY)) {
                return INTERRUPTED;
            }
            try {
                long slice = sliceEnd(deadline, realtime);
                int result = awaitAny(count, slice, realtime);
                return endRewakeable(result, slice != deadline);
            } finally {
                disarm();
            }
        }
        int index = awaitVector(vectorAddress, count + 1, deadline, realtime);
        return index > 0 ? index - 1 : index;
    }

    /** Sleeps on entries, the first of them the interrupt word. The returned index counts it. */
    private int awaitVector(long entries, int count, long deadline, boolean realtime) {
        INT.setVolatile(memory, base + OFFSET_INTERRUPT_WORD, ARMED);
        arm(); // calls wakeup() at once if the thread is interrupted already
        long slice = MAY_MISS ? sliceEnd(deadline, realtime) : deadline;
        int result;
        try {
            result = sleepInVector(entries, count, slice, realtime);
        } finally {
            disarm();
        }
        int fired = (int) INT.getAndSet(memory, base + OFFSET_INTERRUPT_WORD, FIRED);
        if (result > 0) {
            return result;
        }
        // Index 0 is no wake for the caller, even if the word is still ARMED: the interrupter of an
        // earlier sleep may wake late.
        boolean sliced = slice != deadline && result == -Errno.ETIMEDOUT;
        return result == 0 || fired == FIRED || sliced ? ended() : result;
    }

    /** The result of a sleep that ended without a wake and before its deadline. */
    private static int ended() {
        return InterruptStatus.isSet() ? INTERRUPTED : -Errno.EINTR;
    }

    private int sleepInVector(long entries, int count, long deadline, boolean realtime) {
        long timespec = deadline == NEVER ? 0 : writeTimespec(deadline);
        int clock = realtime ? Abi.CLOCK_REALTIME : Abi.CLOCK_MONOTONIC;
        int result = (int) calls.call(SYS_FUTEX_WAITV, entries, count, 0, timespec, clock, 0);
        if (result == -Errno.ENOSYS || result == -Errno.EPERM) {
            kernel.loseWaitv();
            return -Errno.EINTR; // the next try uses another call
        }
        return result;
    }

    private boolean beginRewakeable(long word, boolean shared, int bitset) {
        sleepAddress = word;
        sleepShared = shared;
        sleepBitset = bitset;
        arm();
        step();
        if (InterruptStatus.isSet()) {
            step();
            disarm();
            return false;
        }
        return true;
    }

    private int endRewakeable(int result, boolean sliced) {
        boolean disturbed = rewoken == generation;
        step();
        if (result == 0 && disturbed && InterruptStatus.isSet()) {
            return INTERRUPTED_AND_WOKEN;
        }
        if (result == -Errno.EINTR || (sliced && result == -Errno.ETIMEDOUT)) {
            return ended();
        }
        return result;
    }

    /** Only this thread writes the generation, so a volatile write is enough. */
    private void step() {
        long next = generation + 1;
        generation = next;
    }

    private static long sliceEnd(long deadline, boolean realtime) {
        long now = realtime ? System.currentTimeMillis() * 1_000_000L : System.nanoTime();
        long slice = now + sliceNanos();
        // Compared, not subtracted: a deadline may be any number, and the kernel's clocks are
        // positive.
        return slice <= deadline ? slice : deadline;
    }

    /** Runs on the interrupting thread, or on this one if it was interrupted before it slept. */
    @Override
    public Selector wakeup() {
        int before = (int) INT.getAndSet(memory, base + OFFSET_INTERRUPT_WORD, FIRED);
        if (before == ARMED) {
            wakeAll(address + OFFSET_INTERRUPT_WORD, false, MATCH_ANY);
        }
        long seen = generation;
        if ((seen & 1) != 0) {
            wakeUntilMoved(seen);
        }
        return this;
    }

    private void wakeUntilMoved(long seen) {
        long word = sleepAddress;
        boolean shared = sleepShared;
        int bitset = sleepBitset;
        long end = System.nanoTime() + PATIENCE;
        rewoken = seen;
        while (generation == seen && System.nanoTime() - end < 0) {
            wakeAll(word, shared, bitset);
            Thread.yield();
        }
    }

    private void wakeAll(long word, boolean shared, int bitset) {
        int op = KernelFutex.FUTEX_WAKE_BITSET | (shared ? 0 : FUTEX_PRIVATE_FLAG);
        long bits = KernelFutex.unsigned(bitset);
        calls.call(SYS_FUTEX, word, op, Integer.MAX_VALUE, 0, 0, bits);
    }

    private long writeTimespec(long time) {
        long nanos = Math.max(time, 0); // the kernel refuses a negative time
        memory.putLong(base + OFFSET_TIMESPEC, nanos / SECOND);
        memory.putLong(base + OFFSET_TIMESPEC + Long.BYTES, nanos % SECOND);
        return address + OFFSET_TIMESPEC;
    }

    /** Writes the entry of a word of the caller; entry 0 is the interrupt word. */
    void writeVectorEntry(int index, long word, boolean shared, int expected) {
        if (vector.capacity() == 0) {
            vector =
                    calls.allocate((Abi.WAITV_MAX + 1) * WAITV_SIZE).order(ByteOrder.nativeOrder());
            vectorAddress = calls.addressOf(vector);
            writeEntry(vector, 0, address + OFFSET_INTERRUPT_WORD, false, ARMED);
        }
        writeEntry(vector, (index + 1) * WAITV_SIZE, word, shared, expected);
    }

    private static void writeEntry(
            ByteBuffer buffer, int at, long word, boolean shared, int expected) {
        buffer.putLong(at + Abi.WAITV_VALUE, KernelFutex.unsigned(expected));
        buffer.putLong(at + Abi.WAITV_ADDRESS, word);
        buffer.putInt(at + Abi.WAITV_FLAGS, shared ? FUTEX_32 : FUTEX_32 | FUTEX_PRIVATE_FLAG);
        buffer.putInt(at + Abi.WAITV_RESERVED, 0);
    }
}
