package org.furwock.futex.linux;

import java.nio.ByteBuffer;

/**
 * The narrow seam to native code: make this system call with these longs, give me its result or the
 * negated error number. All futex knowledge stands above it, once.
 *
 * <p>An implementation must take the error number of <em>its own thread's</em> call, must not
 * allocate, and must not keep a garbage collection from running while a call sleeps.
 */
public abstract class NativeCalls {

    /** For subclasses. */
    protected NativeCalls() {}

    /** The name by which the engine is chosen: {@code jna} or {@code ffm}. */
    public abstract String name();

    /**
     * A system call of up to three arguments that does not sleep, and that fails the same way if it
     * is made again.
     */
    public abstract long call(long number, long a, long b, long c);

    /** A system call of up to six arguments. */
    public abstract long call(long number, long a, long b, long c, long d, long e, long f);

    /**
     * Memory outside the heap, all zero, that is freed when no buffer over it is reachable. The
     * virtual machine's limit for direct buffers does not count it. Neither its class nor what
     * frees it keeps the class loader of this library.
     *
     * @throws OutOfMemoryError at once, if there is none
     */
    public abstract ByteBuffer allocate(int bytes);

    /** The address of index 0 of a direct buffer, whatever its position. */
    public abstract long addressOf(ByteBuffer direct);

    /** A buffer over memory that somebody else owns; the memory must be mapped. */
    public abstract ByteBuffer view(long address, int size);
}
