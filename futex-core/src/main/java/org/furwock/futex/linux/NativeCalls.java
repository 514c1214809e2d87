package org.furwock.futex.linux;

import java.nio.ByteBuffer;

/**
 * The seam to native code: makes a system call with the given longs, and returns its result or the
 * negated error number. Everything about futexes is above this seam.
 *
 * <p>An implementation must return the error number of <em>the calling thread's</em> call, must not
 * allocate, and must let the garbage collector run while a call sleeps.
 */
public abstract class NativeCalls {

    /** For subclasses. */
    protected NativeCalls() {}

    /** The name by which the engine is chosen: {@code jna} or {@code ffm}. */
    public abstract String name();

    /**
     * A system call of up to three arguments, which does not sleep and would fail the same way if
     * it were repeated.
     */
    public abstract long call(long number, long a, long b, long c);

    /** A system call of up to six arguments. */
    public abstract long call(long number, long a, long b, long c, long d, long e, long f);

    /**
     * Memory outside the heap, all zero, that is freed when no buffer over it is reachable. The
     * virtual machine's limit for direct buffers does not count it. Neither its class nor the code
     * that frees it keeps the class loader of this library reachable.
     *
     * @throws OutOfMemoryError at once, if there is none
     */
    public abstract ByteBuffer allocate(int bytes);

    /** The address of index 0 of a direct buffer, whatever its position. */
    public abstract long addressOf(ByteBuffer direct);

    /** A buffer over memory that other code owns; the memory must be mapped. */
    public abstract ByteBuffer view(long address, int size);
}
