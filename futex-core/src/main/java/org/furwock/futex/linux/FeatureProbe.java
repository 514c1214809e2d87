package org.furwock.futex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Probes features of the kernel, one by one, on a scratch word of its own. */
public final class FeatureProbe {

    /** {@code struct robust_list_head}: list, futex_offset, list_op_pending. */
    private static final int ROBUST_HEAD_LENGTH = 24;

    private static final int ROBUST_OFFSET_FIELD = 8;

    /** From a list node in glibc's pthread_mutex_t to its futex word. */
    private static final long GLIBC_FUTEX_OFFSET = -32;

    private static final int OTHER_VALUE = 1;

    private final NativeCalls calls;
    private final ByteBuffer scratch;
    private final long word;

    /** Prepares the scratch word. */
    public FeatureProbe(NativeCalls calls) {
        this.calls = calls;
        scratch =
                calls.allocate(2 * Slab.LINE)
                        .alignedSlice(Slab.LINE)
                        .order(ByteOrder.nativeOrder());
        word = calls.addressOf(scratch);
    }

    /** Whether the kernel knows the operation, and a filter lets it through. */
    public boolean hasFutexOperation(int operation) {
        return switch (operation) {
            case KernelFutex.FUTEX_FD -> known(futex(operation, 0, 0, 0));
            // The word does not have this value, so no thread sleeps or moves.
            case KernelFutex.FUTEX_WAIT,
                    KernelFutex.FUTEX_WAIT_BITSET,
                    KernelFutex.FUTEX_WAIT_REQUEUE_PI ->
                    known(futex(operation, OTHER_VALUE, 0, KernelFutex.unsigned(-1)));
            case KernelFutex.FUTEX_CMP_REQUEUE_PI -> known(futex(operation, 1, 0, OTHER_VALUE));
            case KernelFutex.FUTEX_CMP_REQUEUE, KernelFutex.FUTEX_WAKE_BITSET ->
                    known(futex(operation, 0, 0, OTHER_VALUE));
            case KernelFutex.FUTEX_LOCK_PI,
                    KernelFutex.FUTEX_LOCK_PI2,
                    KernelFutex.FUTEX_TRYLOCK_PI ->
                    hasLock(operation);
            case KernelFutex.FUTEX_UNLOCK_PI -> hasLock(KernelFutex.FUTEX_TRYLOCK_PI);
            default -> known(futex(operation, 0, 0, 0));
        };
    }

    private boolean hasLock(int operation) {
        boolean locked = futex(operation, 0, 0, 0) == 0;
        return locked && futex(KernelFutex.FUTEX_UNLOCK_PI, 0, 0, 0) == 0;
    }

    private long futex(int operation, long value, long second, long third) {
        int op = operation | Abi.FUTEX_PRIVATE_FLAG;
        return calls.call(Abi.SYS_FUTEX, word, op, value, second, word + Integer.BYTES, third);
    }

    private static boolean known(long result) {
        return result != -Errno.ENOSYS && result != -Errno.EPERM;
    }

    /** Whether the kernel has {@code futex_waitv}, and a filter lets it through. */
    public boolean hasWaitv() {
        scratch.putLong(Slab.LINE / 2 + Abi.WAITV_VALUE, OTHER_VALUE);
        scratch.putLong(Slab.LINE / 2 + Abi.WAITV_ADDRESS, word);
        scratch.putInt(Slab.LINE / 2 + Abi.WAITV_FLAGS, Abi.FUTEX_32 | Abi.FUTEX_PRIVATE_FLAG);
        scratch.putInt(Slab.LINE / 2 + Abi.WAITV_RESERVED, 0);
        long entry = word + Slab.LINE / 2;
        return calls.call(Abi.SYS_FUTEX_WAITV, entry, 1, 0, 0, Abi.CLOCK_MONOTONIC, 0)
                == -Errno.EAGAIN;
    }

    /**
     * Whether {@code membarrier} has the private expedited command. This runs it: a filter may let
     * only the query through.
     */
    public boolean hasMembarrier() {
        long commands = calls.call(Abi.SYS_MEMBARRIER, Membarrier.QUERY, 0, 0);
        return commands > 0
                && (commands & Membarrier.PRIVATE_EXPEDITED) != 0
                && Membarrier.register(calls) != null;
    }

    /** Whether this thread's robust list is one that glibc's mutexes are linked into. */
    public boolean hasRobustList() {
        return robustListHead() != 0;
    }

    /** The head of this thread's robust list, or 0 if {@link #hasRobustList()} says no. */
    public long robustListHead() {
        int headField = 0;
        int lengthField = Long.BYTES;
        scratch.putLong(headField, 0);
        scratch.putLong(lengthField, 0);
        long result = calls.call(Abi.SYS_GET_ROBUST_LIST, 0, word, word + Long.BYTES);
        long head = scratch.getLong(headField);
        long length = scratch.getLong(lengthField);
        scratch.putLong(headField, 0);
        if (result != 0 || head == 0 || length != ROBUST_HEAD_LENGTH) {
            return 0;
        }
        ByteBuffer fields = calls.view(head, ROBUST_HEAD_LENGTH).order(ByteOrder.nativeOrder());
        return fields.getLong(ROBUST_OFFSET_FIELD) == GLIBC_FUTEX_OFFSET ? head : 0;
    }
}
