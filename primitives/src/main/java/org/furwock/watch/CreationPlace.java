package org.furwock.watch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The code that creates a lock. */
public final class CreationPlace {

    /** Classes of this library, which are not the place in the program. */
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

    /**
     * Of frames between a lock and the program: serialization, reflection, a stream or a map that
     * calls the constructor.
     */
    private static final List<String> JDK = List.of("java.", "jdk.internal.");

    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CreationPlace() {}

    /**
     * Called in a lock's constructor: the code that calls it. That is code of the JDK only if there
     * is no other on the stack.
     */
    public static String ofCaller(Class<?> lockClass) {
        Optional<String> place = first(frame -> !isOfLock(frame, lockClass) && !isOfJdk(frame));
        if (place.isEmpty()) {
            place = first(frame -> !isOfLock(frame, lockClass));
        }
        return place.orElse("(unknown)");
    }

    private static Optional<String> first(Predicate<StackWalker.StackFrame> wanted) {
        return WALKER.walk(
                frames -> frames.filter(wanted).findFirst().map(CreationPlace::describe));
    }

    private static boolean isOfJdk(StackWalker.StackFrame frame) {
        return JDK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static boolean isOfLock(StackWalker.StackFrame frame, Class<?> lockClass) {
        return isInternal(frame.getClassName())
                || (frame.getMethodName().equals("<init>")
                        && frame.getDeclaringClass().isAssignableFrom(lockClass));
    }

    /** Whether a class is one of this library's. */
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
