package org.furwock.watch;

import java.util.Set;

/** The code that creates a lock. */
public final class CreationPlace {

    /** The classes whose frames say nothing of the program. */
    private static final Set<String> INTERNAL =
            Set.of(
                    "org.furwock.locks.FutexReentrantLock",
                    "org.furwock.locks.FutexReentrantReadWriteLock",
                    "org.furwock.locks.OwnedLock",
                    "org.furwock.locks.ProfiledTracking",
                    "org.furwock.locks.QueuedCondition",
                    "org.furwock.locks.QueuedLock",
                    "org.furwock.locks.ReadSync",
                    "org.furwock.locks.ReadWriteState",
                    "org.furwock.locks.ReadWriteSync",
                    "org.furwock.locks.ReadWriteView",
                    "org.furwock.locks.SeenLock",
                    "org.furwock.locks.WaitQueue",
                    "org.furwock.profile.LockProfile",
                    "org.furwock.profile.LockSite",
                    "org.furwock.profile.LockSites",
                    "org.furwock.profile.ReadProfile",
                    "org.furwock.scoped.ScopedLock",
                    "org.furwock.sync.CheckedLock",
                    "org.furwock.sync.Mutex",
                    "org.furwock.sync.MutexCondition",
                    "org.furwock.watch.CreationPlace",
                    "org.furwock.watch.LockGraph",
                    "org.furwock.watch.LockOrder",
                    "org.furwock.watch.LockTracking");

    private static final String SERIALIZATION = "java.io.";

    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CreationPlace() {}

    /** In a lock's constructor: the code that calls it. */
    public static String ofCaller(Class<?> lockClass) {
        return WALKER.walk(
                frames ->
                        frames.filter(frame -> !isOfLock(frame, lockClass))
                                .findFirst()
                                .map(CreationPlace::describe)
                                .orElse("(unknown)"));
    }

    private static boolean isOfLock(StackWalker.StackFrame frame, Class<?> lockClass) {
        String name = frame.getClassName();
        return isInternal(name)
                || name.startsWith(SERIALIZATION)
                || (frame.getMethodName().equals("<init>")
                        && frame.getDeclaringClass().isAssignableFrom(lockClass));
    }

    /** Whether a class is one of the library's, whose frames say nothing of the program. */
    public static boolean isInternal(String className) {
        int nested = className.indexOf('$');
        return INTERNAL.contains(nested < 0 ? className : className.substring(0, nested));
    }

    private static String describe(StackWalker.StackFrame frame) {
        return frame.getClassName()
                + "."
                + frame.getMethodName()
                + "("
                + (frame.getFileName() == null
                        ? "unknown source"
                        : frame.getFileName() + ":" + frame.getLineNumber())
                + ")";
    }
}
