package org.furwock.scoped;

import org.jspecify.annotations.Nullable;

/**
 * A block of code with a result, which may throw a checked exception.
 *
 * @param <T> the type of the result
 * @param <E> the exception; for a block that throws no checked one, the compiler infers {@link
 *     RuntimeException}
 * @since 1.0
 */
@FunctionalInterface
public interface CheckedSupplier<T extends @Nullable Object, E extends Throwable> {

    /** Runs the block. */
    T get() throws E;
}
