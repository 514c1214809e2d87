package org.furwock.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All sites of this process. Keeps names and no classes, so that a site unloads with its loader.
 */
public final class LockSites {

    /** So many that a program has; generated classes could make more without end. */
    static final int MOST = 4096;

    private static final String OTHERS = "(other sites)";

    /** The classes whose frames say nothing of the program. */
    private static final Set<String> INTERNAL =
            Set.of(
                    "org.furwock.locks.FutexReentrantLock",
                    "org.furwock.locks.FutexReentrantReadWriteLock",
                    "org.furwock.locks.OwnedLock",
                    "org.furwock.locks.QueuedLock",
                    "org.furwock.locks.ReadSync",
                    "org.furwock.locks.ReadWriteSync",
                    "org.furwock.locks.WaitQueue",
                    "org.furwock.profile.LockProfile",
                    "org.furwock.profile.LockSite",
                    "org.furwock.profile.LockSites",
                    "org.furwock.profile.ReadProfile");

    private static final String SERIALIZATION = "java.io.";

    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Map<Key, LockSite> SITES = new ConcurrentHashMap<>();

    static {
        LockEvents.register();
    }

    private record Key(String lockClass, String place) {}

    private LockSites() {}

    /** In a lock's constructor: the site of the code that calls it. */
    public static LockSite ofCaller(Class<?> lockClass) {
        String place =
                WALKER.walk(
                        frames ->
                                frames.filter(frame -> !isOfLock(frame, lockClass))
                                        .findFirst()
                                        .map(LockSites::describe)
                                        .orElse("(unknown)"));
        return of(lockClass.getName(), place);
    }

    /** The site of a place that the caller knows. */
    public static LockSite of(String lockClass, String place) {
        Key key = new Key(lockClass, place);
        LockSite known = SITES.get(key);
        if (known != null) {
            return known;
        }
        Key kept = SITES.size() < MOST ? key : new Key(lockClass, OTHERS);
        return SITES.computeIfAbsent(kept, k -> new LockSite(k.lockClass(), k.place()));
    }

    private static boolean isOfLock(StackWalker.StackFrame frame, Class<?> lockClass) {
        String name = frame.getClassName();
        return isInternal(name)
                || name.startsWith(SERIALIZATION)
                || (frame.getMethodName().equals("<init>")
                        && frame.getDeclaringClass().isAssignableFrom(lockClass));
    }

    static boolean isInternal(String className) {
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

    static List<LockSite> all() {
        return new ArrayList<>(SITES.values());
    }
}
