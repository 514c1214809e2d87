package org.furwock.jcstress.broken;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.furwock.futex.lowlevel.AsymmetricFence;

/** Takes the membarrier away from the locks themselves, in a JVM where they count on it. */
final class Membarrier {

    private static final String FIELD = "MEMBARRIER";

    private Membarrier() {}

    /**
     * From now on the heavy fence is the caller's alone. Before any of this is compiled, and after
     * the locks have chosen how they release.
     *
     * @param user a lock, which has made them choose
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
            put.invoke(unsafe, base, offset, null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (AsymmetricFence.isAvailable()) {
            throw new IllegalStateException("it is still there");
        }
    }
}
