package org.furwock.jcstress.reentrant;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.linux.Membarrier;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.Once;
import org.furwock.futex.lowlevel.AsymmetricFence;

/** Replaces the membarrier of a JVM whose locks rely on it by one that fails. */
final class MembarrierFault {

    private static final String FIELD = "MEMBARRIER";
    private static final long EPERM = 1;

    /** The registration, and the call that follows it. */
    private static final int CALLS_TO_REGISTER = 2;

    private MembarrierFault() {}

    /**
     * From now on the heavy fence runs for the caller only, and claims to have run for all. Called
     * before any code that uses it is compiled.
     *
     * @param user a lock, whose class has been initialized
     */
    static void pretend(Object user) {
        install(user, new Faulty(Integer.MAX_VALUE));
    }

    /**
     * From now on the kernel refuses each call, as it does under a filter that was installed late.
     * Called before any code that uses it is compiled.
     *
     * @param user a lock, whose class has been initialized
     */
    static void refuse(Object user) {
        install(user, new Faulty(CALLS_TO_REGISTER));
    }

    private static void install(Object user, NativeCalls calls) {
        if (!AsymmetricFence.isAvailable()) {
            throw new IllegalStateException("no membarrier that could be replaced for " + user);
        }
        try {
            // Not by name: javac warns of Unsafe, and no annotation can suppress that.
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field singleton = type.getDeclaredField("theUnsafe");
            singleton.setAccessible(true);
            Object unsafe = singleton.get(null);
            Field field = AsymmetricFence.class.getDeclaredField(FIELD);
            Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
            Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
            Method put =
                    type.getMethod("putObjectVolatile", Object.class, long.class, Object.class);
            Object faulty = new Once<>(() -> Optional.ofNullable(Membarrier.register(calls)));
            put.invoke(unsafe, base, offset, faulty);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (!AsymmetricFence.isAvailable()) { // the call also registers the process
            throw new IllegalStateException("the replacement was not registered for " + user);
        }
    }

    /** Some calls succeed and do nothing; later ones are refused. */
    private static final class Faulty extends NativeCalls {

        private final AtomicInteger granted;

        Faulty(int granted) {
            this.granted = new AtomicInteger(granted);
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public long call(long number, long a, long b, long c) {
            return granted.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 0 : -EPERM;
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            return call(number, a, b, c);
        }

        @Override
        public ByteBuffer view(long address, int size) {
            throw new UnsupportedOperationException("no memory is used: " + address);
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            throw new UnsupportedOperationException("no memory is used: " + bytes);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            throw new UnsupportedOperationException("no memory is used: " + direct);
        }
    }
}
