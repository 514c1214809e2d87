package org.furwock.futex.lowlevel;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs code with the rights of this library, whatever the rights of its callers: up to JDK 23 a
 * security manager checks the rights of every caller on the stack.
 *
 * <p>The one place that uses the access controller, which is going to be removed.
 */
public final class Privileged {

    private Privileged() {}

    /** Calls the action with the rights of this library, and of the code that the action calls. */
    @SuppressWarnings("removal")
    public static <T> T call(Supplier<? extends T> action) {
        PrivilegedAction<T> privileged = action::get;
        return AccessController.doPrivileged(privileged);
    }

    /** The system property, or null if it is not set, or must not be read. */
    @SuppressWarnings({"removal", "NullAway"}) // the action's type says nothing of null
    public static @Nullable String property(String name) {
        PrivilegedAction<@Nullable String> read = () -> System.getProperty(name);
        try {
            return AccessController.doPrivileged(read);
        } catch (SecurityException e) {
            return null; // not even the library may read it
        }
    }

    /** The system property, or {@code otherwise} if it is not set, or must not be read. */
    public static String property(String name, String otherwise) {
        String value = property(name);
        return value != null ? value : otherwise;
    }
}
