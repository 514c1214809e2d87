package org.furwock.futex.lowlevel;

/** Tells which threads sleep in a system call. The others park by {@code LockSupport}. */
public final class KernelSleep {

    /**
     * The system property. With the value {@code park}, all threads wait by {@code LockSupport}. A
     * program may need this if a thread waits between {@code begin()} and {@code end()} of a
     * channel or selector. An interruptible sleep in the kernel replaces that channel or selector
     * as the target of an interrupt, and the JDK has no way to restore it. A park does not.
     */
    public static final String PROPERTY = "furwock.sleep";

    private static final boolean WANTED = !"park".equals(Privileged.property(PROPERTY));

    private KernelSleep() {}

    /**
     * Whether the calling thread may sleep in a system call. A virtual thread may not, since it
     * would block its carrier; nor may a thread if its interrupts cannot end such a sleep ({@link
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
