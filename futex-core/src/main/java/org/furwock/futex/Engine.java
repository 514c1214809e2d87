package org.furwock.futex;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.furwock.futex.linux.NativeCalls;

/**
 * Performs the operations on words, by the kernel or by the parking lot alone. The caller has
 * checked the arguments, and keeps the words reachable.
 */
abstract class Engine {

    /** The name by which the engine is chosen. */
    abstract String name();

    /** The address of index 0: the same for all buffers over the same memory. */
    abstract long addressOf(ByteBuffer direct);

    /** As {@link #addressOf}, for memory with no other buffer over it. */
    long addressOfFresh(ByteBuffer direct) {
        return addressOf(direct);
    }

    /**
     * Memory for waiters, outside the limit for direct buffers: see {@link NativeCalls#allocate}.
     */
    abstract ByteBuffer allocate(int bytes);

    abstract ByteBuffer view(long address, int size);

    abstract boolean isReadable(long address);

    abstract WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options);

    /** The same with a relative time-out, 0 or more. Allocates no deadline. */
    abstract WaitResult awaitNanos(
            FutexWord word, int expected, long timeoutNanos, WaitOptions options);

    abstract WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible);

    abstract CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected);

    abstract int wake(FutexWord word, int count, int bitset);

    abstract RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue);

    abstract RequeueResult cmpRequeue(
            FutexWord from, int expected, FutexWord to, int wake, int requeue);

    abstract int wakeOp(FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op);

    abstract int sleepers(FutexWord word);

    // Priority inheritance: for engines over the kernel.

    PiLockResult lockPi(FutexWord word, Deadline deadline) {
        throw noPriorityInheritance();
    }

    PiLockResult tryLockPi(FutexWord word) {
        throw noPriorityInheritance();
    }

    PiUnlockResult unlockPi(FutexWord word) {
        throw noPriorityInheritance();
    }

    int threadId() {
        throw noPriorityInheritance();
    }

    private UnsupportedOperationException noPriorityInheritance() {
        return new UnsupportedOperationException(
                "priority inheritance needs the kernel, and the engine here is " + name());
    }
}
