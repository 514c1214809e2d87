package org.furwock.futex.lowlevel;

/** Tells which threads sleep in a system call. The others park by {@code LockSupport}. */
public final class KernelSleep {

    /**
     * The system property that has all threads wait by {@code LockSupport}, with the value {@code
     * park}. An interruptible sleep in the kernel takes the place of the channel or selector whose
     * {@code begin()} the thread is in, so that an interrupt does not close it any more, and the
     * JDK has no way to put it back. A park leaves it alone.
     */
    public static final String PROPERTY = "furwock.sleep";

    private static final boolean WANTED = !"park".equals(Privileged.property(PROPERTY));

    private KernelSleep() {}

    /**
     * Whether the calling thread may sleep in a system call. A virtual thread may not, since it
     * would block its carrier; nor may a thread whose interrupts cannot end such a sleep ({@link
     * InterruptStatus}).
     */
    public static boolean isAllowed() {
        return !VirtualThreads.isCurrentVirtual()
                && !InterruptStatus.isOverridden(Thread.currentThread());
    }

    /** Whether the calling thread may, and {@value #PROPERTY} does not forbid it. */
    public static boolean isUsed() {
        return WANTED && isAllowed();
    }
}
