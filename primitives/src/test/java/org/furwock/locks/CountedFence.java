package org.furwock.locks;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.linux.Membarrier;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.Once;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.junit.jupiter.api.Assumptions;

/**
 * Counts the heavy fences of this process instead of running them, and lets a test act in the
 * middle of one. For tests in which no thread relies on a fence.
 */
final class CountedFence extends NativeCalls implements AutoCloseable {

    private static final int PRIVATE_EXPEDITED = 1 << 3;

    private final AtomicInteger count = new AtomicInteger();
    private final Once<?> slot;
    private final Object real;
    private volatile Runnable during = () -> {};

    /** Skips the test where heavy fences are not run by the kernel. */
    CountedFence() throws ReflectiveOperationException {
        Assumptions.assumeFalse(ReleaseMode.fenced, "each release has a fence of its own");
        Assumptions.assumeTrue(AsymmetricFence.isAvailable(), "the kernel grants no membarrier");
        slot = (Once<?>) field(AsymmetricFence.class, "MEMBARRIER").get(null);
        real = value().get(slot);
        Constructor<Membarrier> maker = Membarrier.class.getDeclaredConstructor(NativeCalls.class);
        maker.setAccessible(true);
        value().set(slot, Optional.of(maker.newInstance(this)));
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Field value() throws ReflectiveOperationException {
        return field(Once.class, "value");
    }

    /** Sets the action during each fence from now on. */
    CountedFence during(Runnable action) {
        during = action;
        return this;
    }

    /** How many fences there have been. */
    int count() {
        return count.get();
    }

    @Override
    public long call(long number, long command, long b, long c) {
        if (command == PRIVATE_EXPEDITED) {
            count.getAndIncrement();
            during.run();
        }
        return 0;
    }

    @Override
    public String name() {
        throw new AssertionError("only membarrier is called");
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        throw new AssertionError("only membarrier is called");
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        throw new AssertionError("only membarrier is called");
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        throw new AssertionError("only membarrier is called");
    }

    @Override
    public ByteBuffer view(long address, int size) {
        throw new AssertionError("only membarrier is called");
    }

    @Override
    public void close() throws ReflectiveOperationException {
        value().set(slot, real);
    }
}
