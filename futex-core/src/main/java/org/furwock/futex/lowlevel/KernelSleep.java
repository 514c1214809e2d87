package org.furwock.futex.lowlevel;

/** Which threads may sleep in a system call. The others wait by {@code LockSupport}. */
public final class KernelSleep {

    private KernelSleep() {}

    /**
     * Whether the calling thread may: not a virtual thread, which would keep its carrier, nor one
     * whose interrupts cannot end such a sleep ({@link InterruptStatus}).
     */
    public static boolean isAllowed() {
        return !VirtualThreads.isCurrentVirtual()
                && !InterruptStatus.isOverridden(Thread.currentThread());
    }
}
