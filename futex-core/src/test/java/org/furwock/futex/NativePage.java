package org.furwock.futex;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Memory that a test unmaps and maps again. It is between two guard pages, so that the hole is too
 * small for another mapping meanwhile.
 */
public final class NativePage implements AutoCloseable {

    static {
        Native.register(NativePage.class, NativeLibrary.getProcess());
    }

    /** The largest page of the supported machines. */
    private static final long SIZE = 64 * 1024;

    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;

    private final long reserved;

    private static native long mmap(
            long address, long length, int protection, int flags, int file, long offset);

    private static native int munmap(long address, long length);

    /** A mapped page. */
    public NativePage() {
        reserved = map(0, 3 * SIZE, PROT_NONE, 0);
        map(reserved + SIZE, SIZE, PROT_READ_WRITE, MAP_FIXED);
    }

    private static long map(long address, long length, int protection, int flag) {
        long result = mmap(address, length, protection, MAP_PRIVATE_ANONYMOUS | flag, -1, 0);
        if (result == -1 || (address != 0 && result != address)) {
            throw new AssertionError(
                    "mmap at 0x" + Long.toHexString(address) + " gave " + Long.toHexString(result));
        }
        return result;
    }

    /** The address. */
    public long address() {
        return reserved + SIZE;
    }

    /** Takes the memory away. */
    public void unmap() {
        if (munmap(address(), SIZE) != 0) {
            throw new AssertionError("munmap failed at 0x" + Long.toHexString(address()));
        }
    }

    /** Puts the memory back, empty, at the same place. */
    public void mapAgain() {
        map(address(), SIZE, PROT_READ_WRITE, MAP_FIXED_NOREPLACE);
    }

    @Override
    public void close() {
        munmap(reserved, 3 * SIZE);
    }
}
