package org.furwock.futex;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of a {@link MonitorFutex} word, on the heap. Each access is at least as strong as its
 * name says.
 */
final class HeapMemory extends WordMemory {

    private final AtomicInteger value = new AtomicInteger();

    @Override
    int get() {
        return value.get();
    }

    @Override
    void set(int newValue) {
        value.set(newValue);
    }

    @Override
    int getPlain() {
        return value.getPlain();
    }

    @Override
    void setPlain(int newValue) {
        value.setPlain(newValue);
    }

    @Override
    int getOpaque() {
        return value.getOpaque();
    }

    @Override
    void setOpaque(int newValue) {
        value.setOpaque(newValue);
    }

    @Override
    int getAcquire() {
        return value.getAcquire();
    }

    @Override
    void setRelease(int newValue) {
        value.setRelease(newValue);
    }

    @Override
    boolean compareAndSet(int expected, int newValue) {
        return value.compareAndSet(expected, newValue);
    }

    @Override
    boolean weakCompareAndSet(int expected, int newValue) {
        return value.compareAndSet(expected, newValue);
    }

    @Override
    boolean weakCompareAndSetAcquire(int expected, int newValue) {
        return value.compareAndSet(expected, newValue);
    }

    @Override
    boolean weakCompareAndSetRelease(int expected, int newValue) {
        return value.compareAndSet(expected, newValue);
    }

    @Override
    boolean weakCompareAndSetPlain(int expected, int newValue) {
        return value.compareAndSet(expected, newValue);
    }

    @Override
    int compareAndExchange(int expected, int newValue) {
        return value.compareAndExchange(expected, newValue);
    }

    @Override
    int getAndSet(int newValue) {
        return value.getAndSet(newValue);
    }

    @Override
    int getAndSetAcquire(int newValue) {
        return value.getAndSet(newValue);
    }

    @Override
    int getAndSetRelease(int newValue) {
        return value.getAndSet(newValue);
    }

    @Override
    int getAndAdd(int delta) {
        return value.getAndAdd(delta);
    }

    @Override
    int getAndBitwiseOr(int mask) {
        int old;
        do {
            old = value.get();
        } while (!value.compareAndSet(old, old | mask));
        return old;
    }

    @Override
    int getAndBitwiseAnd(int mask) {
        int old;
        do {
            old = value.get();
        } while (!value.compareAndSet(old, old & mask));
        return old;
    }

    @Override
    int getAndBitwiseXor(int mask) {
        int old;
        do {
            old = value.get();
        } while (!value.compareAndSet(old, old ^ mask));
        return old;
    }
}
