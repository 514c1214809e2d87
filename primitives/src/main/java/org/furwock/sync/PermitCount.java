package org.furwock.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.FutexWord;
import org.jspecify.annotations.Nullable;

/**
 * An int on the heap, where it is quicker to reach, or on a word, where other processes reach it.
 */
class PermitCount {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(PermitCount.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable FutexWord word;

    private volatile int value;

    PermitCount(@Nullable FutexWord word) {
        this.word = word;
    }

    final int get() {
        return word == null ? value : word.get();
    }

    final boolean compareAndSet(int expected, int next) {
        return word == null
                ? VALUE.compareAndSet(this, expected, next)
                : word.compareAndSet(expected, next);
    }

    final int getAndAdd(int delta) {
        return word == null ? (int) VALUE.getAndAdd(this, delta) : word.getAndAdd(delta);
    }
}
