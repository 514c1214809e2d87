package org.furwock.jcstress;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Platform threads, and virtual threads if the JDK has them. */
public final class Threads {

    private static final int FIRST_WITH_VIRTUAL = 21;

    private static final @Nullable Method START_VIRTUAL =
            find("startVirtualThread", Runnable.class);

    private static final @Nullable Method IS_VIRTUAL = find("isVirtual");

    private Threads() {}

    private static @Nullable Method find(String name, Class<?>... parameters) {
        try {
            return Runtime.version().feature() < FIRST_WITH_VIRTUAL
                    ? null
                    : Thread.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Whether this JDK has virtual threads, and not as a preview. */
    public static boolean hasVirtual() {
        return START_VIRTUAL != null;
    }

    /** Whether a thread is a virtual one. */
    public static boolean isVirtual(Thread thread) {
        return IS_VIRTUAL != null && (boolean) invoke(IS_VIRTUAL, thread);
    }

    /** Starts a daemon. */
    public static Thread startPlatform(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Starts a virtual thread.
     *
     * @throws UnsupportedOperationException if this JDK has none
     */
    public static Thread startVirtual(String name, Runnable body) {
        if (START_VIRTUAL == null) {
            throw new UnsupportedOperationException("virtual threads come with JDK 21");
        }
        Thread thread = (Thread) invoke(START_VIRTUAL, null, body);
        thread.setName(name);
        return thread;
    }

    private static Object invoke(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
