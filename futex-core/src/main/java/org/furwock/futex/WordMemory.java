package org.furwock.futex;

/**
 * The 32 bits of a {@link FutexWord} in a model check, on the Java heap: the checker does not see
 * into buffers. Each access is at least as strong as its name says.
 */
abstract class WordMemory {

    abstract int get();

    abstract void set(int value);

    abstract int getPlain();

    abstract void setPlain(int value);

    abstract int getOpaque();

    abstract void setOpaque(int value);

    abstract int getAcquire();

    abstract void setRelease(int value);

    abstract boolean compareAndSet(int expected, int value);

    abstract boolean weakCompareAndSet(int expected, int value);

    abstract boolean weakCompareAndSetAcquire(int expected, int value);

    abstract boolean weakCompareAndSetRelease(int expected, int value);

    abstract boolean weakCompareAndSetPlain(int expected, int value);

    abstract int compareAndExchange(int expected, int value);

    abstract int getAndSet(int value);

    abstract int getAndSetAcquire(int value);

    abstract int getAndSetRelease(int value);

    abstract int getAndAdd(int delta);

    abstract int getAndBitwiseOr(int mask);

    abstract int getAndBitwiseAnd(int mask);

    abstract int getAndBitwiseXor(int mask);
}
