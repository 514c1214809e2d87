package org.furwock.futex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the 32 bits of a {@link FutexWord} are, and how they are read and written. There is one
 * kind, {@link Buffer}; the model checks have another one on the Java heap, since their checker
 * does not see into buffers.
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

    /** In a direct or mapped buffer, which it keeps reachable. */
    static final class Buffer extends WordMemory {

        private static final VarHandle INT =
                MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

        private final ByteBuffer buffer;
        private final int offset;

        Buffer(ByteBuffer buffer, int offset) {
            this.buffer = buffer;
            this.offset = offset;
        }

        @Override
        int get() {
            return (int) INT.getVolatile(buffer, offset);
        }

        @Override
        void set(int value) {
            INT.setVolatile(buffer, offset, value);
        }

        @Override
        int getPlain() {
            return (int) INT.get(buffer, offset);
        }

        @Override
        void setPlain(int value) {
            INT.set(buffer, offset, value);
        }

        @Override
        int getOpaque() {
            return (int) INT.getOpaque(buffer, offset);
        }

        @Override
        void setOpaque(int value) {
            INT.setOpaque(buffer, offset, value);
        }

        @Override
        int getAcquire() {
            return (int) INT.getAcquire(buffer, offset);
        }

        @Override
        void setRelease(int value) {
            INT.setRelease(buffer, offset, value);
        }

        @Override
        boolean compareAndSet(int expected, int value) {
            return INT.compareAndSet(buffer, offset, expected, value);
        }

        @Override
        boolean weakCompareAndSet(int expected, int value) {
            return INT.weakCompareAndSet(buffer, offset, expected, value);
        }

        @Override
        boolean weakCompareAndSetAcquire(int expected, int value) {
            return INT.weakCompareAndSetAcquire(buffer, offset, expected, value);
        }

        @Override
        boolean weakCompareAndSetRelease(int expected, int value) {
            return INT.weakCompareAndSetRelease(buffer, offset, expected, value);
        }

        @Override
        boolean weakCompareAndSetPlain(int expected, int value) {
            return INT.weakCompareAndSetPlain(buffer, offset, expected, value);
        }

        @Override
        int compareAndExchange(int expected, int value) {
            return (int) INT.compareAndExchange(buffer, offset, expected, value);
        }

        @Override
        int getAndSet(int value) {
            return (int) INT.getAndSet(buffer, offset, value);
        }

        @Override
        int getAndSetAcquire(int value) {
            return (int) INT.getAndSetAcquire(buffer, offset, value);
        }

        @Override
        int getAndSetRelease(int value) {
            return (int) INT.getAndSetRelease(buffer, offset, value);
        }

        @Override
        int getAndAdd(int delta) {
            return (int) INT.getAndAdd(buffer, offset, delta);
        }

        @Override
        int getAndBitwiseOr(int mask) {
            return (int) INT.getAndBitwiseOr(buffer, offset, mask);
        }

        @Override
        int getAndBitwiseAnd(int mask) {
            return (int) INT.getAndBitwiseAnd(buffer, offset, mask);
        }

        @Override
        int getAndBitwiseXor(int mask) {
            return (int) INT.getAndBitwiseXor(buffer, offset, mask);
        }
    }
}
