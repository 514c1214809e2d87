package org.furwock.futex.linux;

import org.jspecify.annotations.Nullable;

/** {@code membarrier(2)} for the threads of this process, once it has been registered for. */
public final class Membarrier {

    static final int QUERY = 0;
    static final int PRIVATE_EXPEDITED = 1 << 3;
    static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final NativeCalls calls;

    private Membarrier(NativeCalls calls) {
        this.calls = calls;
    }

    /** Announces the process to the kernel; null if the kernel does not want to know. */
    public static @Nullable Membarrier register(NativeCalls calls) {
        long result = calls.call(Abi.SYS_MEMBARRIER, REGISTER_PRIVATE_EXPEDITED, 0, 0);
        return result == 0 ? new Membarrier(calls) : null;
    }

    /** Returns when every running thread of the process has passed a full fence. */
    public void run() {
        long result = calls.call(Abi.SYS_MEMBARRIER, PRIVATE_EXPEDITED, 0, 0);
        if (result != 0) {
            throw new IllegalStateException(
                    "membarrier failed after it had been registered for, with "
                            + Errno.describe((int) -result));
        }
    }
}
