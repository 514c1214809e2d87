package org.furwock.futex.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * System calls through JNA's direct mapping, with primitives only.
 *
 * <p>The C library's {@code syscall} is variadic. On the three supported architectures integer
 * arguments are passed the same way with and without the ellipsis. It is looked up among the
 * symbols of the process, so the same code serves glibc and musl.
 */
final class JnaCalls extends NativeCalls {

    private JnaCalls() {}

    /**
     * Loads JNA, on the calling thread: another thread might need a class that the caller is
     * initializing, or a lock that the caller holds. With its first library JNA starts a thread
     * that stays. That thread belongs to the thread group of the caller, but does not keep the
     * caller's context class loader.
     */
    static JnaCalls start() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            Native.register(JnaCalls.class, NativeLibrary.getProcess());
        } finally {
            thread.setContextClassLoader(loader);
        }
        return new JnaCalls();
    }

    private static native long syscall(long number, long a, long b, long c);

    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public long call(long number, long a, long b, long c) {
        long result = syscall(number, a, b, c);
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        long result = syscall(number, a, b, c, d, e, f);
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        Memory memory = new Memory(bytes);
        memory.clear();
        return memory.getByteBuffer(0, bytes); // JNA keeps the memory as long as the buffer
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    @Override
    public ByteBuffer view(long address, int size) {
        return new Pointer(address).getByteBuffer(0, size);
    }
}
