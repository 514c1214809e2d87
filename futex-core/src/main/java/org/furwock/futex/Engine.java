package org.furwock.futex;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.furwock.futex.linux.NativeCalls;

/**
 * Performs the operations on a word, by the kernel or by the parking lot alone. Arguments have been
 * checked, and the caller keeps the words reachable.
 */
abstract class Engine {

    /** The name by which it is chosen. */
    abstract String name();

    /** The address of index 0: the same for all buffers over the same memory. */
    abstract long addressOf(ByteBuffer direct);

    /** The same for memory that nobody else can have a buffer over. */
    long addressOfFresh(ByteBuffer direct) {
        return addressOf(direct);
    }

    /** Memory for waiters, outside the limit for direct buffers; {@link NativeCalls#allocate}. */
    abstract ByteBuffer allocate(int bytes);

    abstract ByteBuffer view(long address, int size);

    abstract boolean isReadable(long address);

    abstract WaitResult await(
            FutexWord word,
            int expected,
            int bitset,
            boolean interruptible,
            long deadline,
            boolean realtime);

    /** Not interruptible, and with a relative time-out. */
    abstract WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos);

    abstract WaitAnyResult awaitAny(
            FutexWord[] words,
            int[] expected,
            boolean interruptible,
            long deadline,
            boolean realtime);

    abstract CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected);

    abstract int wake(FutexWord word, int count, int bitset);

    abstract RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue);

    abstract RequeueResult cmpRequeue(
            FutexWord from, int expected, FutexWord to, int wake, int requeue);

    abstract int wakeOp(FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op);

    abstract int sleepers(FutexWord word);

    abstract PiLockResult lockPi(FutexWord word, long deadline, boolean realtime);

    abstract PiLockResult lockPi2(FutexWord word, long deadline, boolean realtime);

    abstract PiLockResult tryLockPi(FutexWord word);

    abstract PiUnlockResult unlockPi(FutexWord word);

    abstract int threadId();

    /**
     * The head of the calling thread's list of robust locks, as glibc registers it.
     *
     * @throws UnsupportedOperationException if there is none, or not of the known layout
     */
    long robustListHead() {
        throw new UnsupportedOperationException(
                "the kernel looks after a dead thread's locks, and the engine here is " + name());
    }
}
