package org.furwock.futex.lowlevel;

/**
 * The calling thread's interrupt status itself. {@link Thread#isInterrupted} may be overridden:
 * some cancellable workers return a flag of their own, and some classes hide the status from the
 * code they run.
 *
 * <p>Such a thread cannot sleep in the kernel interruptibly. The callback that ends such a sleep is
 * put in place by a method of the JDK that asks {@code isInterrupted}, so it would be called at
 * once, or not at all. Such a thread waits as a virtual thread does ({@link KernelSleep}).
 */
public final class InterruptStatus {

    private static final ClassValue<Boolean> OVERRIDDEN =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return overrides(type);
                }
            };

    private InterruptStatus() {}

    /**
     * Whether the calling thread is interrupted; leaves the status as it is. Where {@code
     * isInterrupted} is overridden, the status is cleared and set again by {@link
     * Thread#interrupt}, as the JDK's locks do it.
     */
    public static boolean isSet() {
        Thread current = Thread.currentThread();
        if (!isOverridden(current)) {
            return current.isInterrupted();
        }
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            current.interrupt();
        }
        return interrupted;
    }

    /** Whether the thread's class gives {@link Thread#isInterrupted} a meaning of its own. */
    static boolean isOverridden(Thread thread) {
        Class<?> type = thread.getClass();
        return type != Thread.class && OVERRIDDEN.get(type);
    }

    private static boolean overrides(Class<?> type) {
        try {
            Class<?> owner = type.getMethod("isInterrupted").getDeclaringClass();
            return owner.getClassLoader() != null; // the JDK's own, of virtual threads, is right
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every thread has it", e);
        } catch (LinkageError e) {
            return true; // another method of the class cannot be linked; the slower way is right
        }
    }
}
