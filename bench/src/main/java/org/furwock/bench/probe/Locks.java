package org.furwock.bench.probe;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.furwock.bench.jmh.LockKind;

/** Finds locks and workloads by their names. */
public final class Locks {

    private Locks() {}

    /**
     * A new lock: one that the bench knows by that name, or an object of that class.
     *
     * @throws IllegalArgumentException if there is none; the message says why
     */
    public static Lock create(String name, ClassLoader loader) {
        Optional<LockKind> known = known(name);
        return known.isPresent() ? known.get().create() : create(name, Lock.class, loader);
    }

    /**
     * A new workload.
     *
     * @throws IllegalArgumentException if there is none; the message says why
     */
    public static LockWorkload createWorkload(String name, ClassLoader loader) {
        return create(name, LockWorkload.class, loader);
    }

    /** The name for a table: that of a known lock, else the class without its package. */
    public static String title(String name) {
        return known(name)
                .map(LockKind::title)
                .orElseGet(() -> name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<LockKind> known(String name) {
        return Arrays.stream(LockKind.values())
                .filter(kind -> kind.title().equals(name) || kind.name().equals(name))
                .findFirst();
    }

    private static <T> T create(String name, Class<T> type, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(name, true, loader);
            if (!type.isAssignableFrom(found)) {
                throw new IllegalArgumentException(name + " is no " + type.getName());
            }
            return type.cast(found.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "there is no class " + name + " on the class path" + hint(type), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    name + " needs to be public, with a public constructor without parameters", e);
        }
    }

    private static String hint(Class<?> type) {
        return type == Lock.class
                ? "; known by name are "
                        + Arrays.stream(LockKind.values())
                                .map(LockKind::title)
                                .collect(Collectors.joining("; "))
                : "";
    }
}
