package org.furwock.futex.linux;

import org.jspecify.annotations.Nullable;

/** {@code membarrier(2)} for the threads of this process, after it was registered. */
public final class Membarrier {

    static final int QUERY = 0;
    static final int PRIVATE_EXPEDITED = 1 << 3;
    static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final NativeCalls calls;

    private Membarrier(NativeCalls calls) {
        this.calls = calls;
    }

    /**
     * Registers the process with the kernel; null if the kernel refuses, or refuses a first run.
     */
    public static @Nullable Membarrier register(NativeCalls calls) {
        Membarrier membarrier = new Membarrier(calls);
        return announce(calls) && membarrier.fence() ? membarrier : null;
    }

    private static boolean announce(NativeCalls calls) {
        return calls.call(Abi.SYS_MEMBARRIER, REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
    }

    /**
     * Makes every running thread of the process pass a full fence. A process that was restored from
     * a checkpoint is not registered any more, so after a refusal this registers again, once.
     *
     * @return whether they have; if not, the kernel refuses
     */
    public boolean run() {
        return fence() || (announce(calls) && fence());
    }

    private boolean fence() {
        return calls.call(Abi.SYS_MEMBARRIER, PRIVATE_EXPEDITED, 0, 0) == 0;
    }
}
