package org.furwock.jcstress.broken;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.Once;
import org.furwock.futex.lowlevel.AsymmetricFence;

/** Takes the membarrier away from the locks themselves, in a JVM where they count on it. */
final class Membarrier {

    private static final String FIELD = "MEMBARRIER";

    private Membarrier() {}

    /**
     * From now on the heavy fence runs for the caller only, and claims to have run for all. Before
     * any of this is compiled.
     *
     * @param user a lock, whose class has been initialized
     */
    static void takeAwayFrom(Object user) {
        if (!AsymmetricFence.isAvailable()) {
            throw new IllegalStateException("there is none to be taken from " + user);
        }
        try {
            // Not by name: javac warns of Unsafe, and nothing can be done about that.
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field singleton = type.getDeclaredField("theUnsafe");
            singleton.setAccessible(true);
            Object unsafe = singleton.get(null);
            Field field = AsymmetricFence.class.getDeclaredField(FIELD);
            Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
            Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
            Method put =
                    type.getMethod("putObjectVolatile", Object.class, long.class, Object.class);
            Object idle =
                    new Once<>(
                            () ->
                                    Optional.ofNullable(
                                            org.furwock.futex.linux.Membarrier.register(
                                                    new Idle())));
            put.invoke(unsafe, base, offset, idle);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every call succeeds and does nothing. */
    private static final class Idle extends NativeCalls {

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public long call(long number, long a, long b, long c) {
            return 0;
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            return 0;
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            throw new UnsupportedOperationException("no memory is used: " + bytes);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            throw new UnsupportedOperationException("no memory is used: " + direct);
        }

        @Override
        public ByteBuffer view(long address, int size) {
            throw new UnsupportedOperationException("no memory is used: " + address);
        }
    }
}
