package org.furwock.futex;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.parking.ParkingLot;
import org.jspecify.annotations.Nullable;

/**
 * All operations in plain Java, for systems without futexes. Words of scope SHARED work among the
 * threads of this process. There is no priority inheritance.
 */
final class EmulatedEngine extends Engine {

    static final String NAME = "emulated";

    private static final AtomicLong NEXT_ADDRESS = new AtomicLong(1L << 32);

    private final @Nullable NativeCalls calls;
    private final Parking parking = new Parking();

    /**
     * @param calls only for addresses and memory; null where no native code can be loaded
     */
    EmulatedEngine(@Nullable NativeCalls calls) {
        this.calls = calls;
    }

    @Override
    String name() {
        return NAME;
    }

    @Override
    long addressOf(ByteBuffer direct) {
        return calls != null ? calls.addressOf(direct) : lowAddressOf(direct);
    }

    @Override
    long addressOfFresh(ByteBuffer direct) {
        // An address is only a key here; without native code each slab gets a range of its own.
        return calls != null
                ? calls.addressOf(direct)
                : NEXT_ADDRESS.getAndAdd((direct.capacity() + 63L) & -64L);
    }

    @Override
    ByteBuffer allocate(int bytes) {
        return calls != null ? calls.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    }

    /**
     * The lower bits of the address, which is all that plain Java reveals. Two buffers that are an
     * exact multiple of a gigabyte apart are taken for the same. Used only on a system for which
     * JNA has no native code.
     */
    private static long lowAddressOf(ByteBuffer direct) {
        return direct.alignmentOffset(0, 1 << 30);
    }

    @Override
    ByteBuffer view(long address, int size) {
        throw foreignMemory();
    }

    @Override
    boolean isReadable(long address) {
        throw foreignMemory();
    }

    private static UnsupportedOperationException foreignMemory() {
        return new UnsupportedOperationException(
                "the emulated engine works on memory of this process's Java code only");
    }

    @Override
    WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        return parking.await(word, expected, deadline, options);
    }

    @Override
    WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos, WaitOptions options) {
        return parking.await(word, expected, Deadline.afterNanos(timeoutNanos), options);
    }

    @Override
    WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        return parking.awaitAny(words, expected, deadline, interruptible);
    }

    @Override
    CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        return parking.awaitAsync(word, expected);
    }

    @Override
    int wake(FutexWord word, int count, int bitset) {
        return parking.wake(word, count, bitset);
    }

    @Override
    RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue) {
        return requeue(from, to, () -> new ParkingLot.Share(wake, requeue, 0));
    }

    @Override
    RequeueResult cmpRequeue(FutexWord from, int expected, FutexWord to, int wake, int requeue) {
        return requeue(
                from,
                to,
                () ->
                        from.get() == expected
                                ? new ParkingLot.Share(wake, requeue, 0)
                                : ParkingLot.Share.NONE);
    }

    private RequeueResult requeue(FutexWord from, FutexWord to, ParkingLot.Others others) {
        ParkingLot.Moved moved = parking.requeue(from, to, others);
        return moved == null
                ? RequeueResult.changed()
                : RequeueResult.of(moved.woken(), moved.requeued());
    }

    @Override
    int wakeOp(FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op) {
        return stepwiseWakeOp(word, wake, second, wakeSecond, op);
    }

    /**
     * As the kernel's operation, but the wakes are separate steps. After the word has changed, it
     * does not fail for want of memory.
     */
    static int stepwiseWakeOp(
            FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op) {
        int old;
        do {
            old = second.get();
        } while (!second.compareAndSet(old, op.apply(old)));
        int woken = Futex.wakeSurely(word, wake, Futex.MATCH_ANY);
        return op.test(old) ? woken + Futex.wakeSurely(second, wakeSecond, Futex.MATCH_ANY) : woken;
    }

    @Override
    int sleepers(FutexWord word) {
        return parking.sleepers(word);
    }
}
