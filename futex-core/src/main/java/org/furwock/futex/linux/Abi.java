package org.furwock.futex.linux;

import java.util.Locale;
import org.furwock.futex.lowlevel.Privileged;

/** System call numbers, operation codes and structure layouts of Linux on 64-bit machines. */
public final class Abi {

    private static final String ARCH = Privileged.property("os.arch", "").toLowerCase(Locale.ROOT);
    private static final boolean X86_64 = ARCH.equals("amd64") || ARCH.equals("x86_64");
    private static final boolean GENERIC = ARCH.equals("aarch64") || ARCH.equals("riscv64");

    /** System calls; aarch64 and riscv64 share the generic table. */
    public static final long SYS_FUTEX = X86_64 ? 202 : 98;

    public static final long SYS_FUTEX_WAITV = 449;
    public static final long SYS_MEMBARRIER = X86_64 ? 324 : 283;
    public static final long SYS_GETTID = X86_64 ? 186 : 178;
    public static final long SYS_GET_ROBUST_LIST = X86_64 ? 274 : 100;

    /** Flags that go with an operation code. */
    public static final int FUTEX_PRIVATE_FLAG = 128;

    public static final int FUTEX_CLOCK_REALTIME = 256;

    /** {@code struct futex_waitv}: u64 val, u64 uaddr, u32 flags, u32 reserved. */
    static final int WAITV_SIZE = 24;

    static final int WAITV_VALUE = 0;
    static final int WAITV_ADDRESS = 8;
    static final int WAITV_FLAGS = 16;
    static final int WAITV_RESERVED = 20;

    /** The most entries that one {@code futex_waitv} takes. */
    public static final int WAITV_MAX = 128;

    static final int FUTEX_32 = 2;

    static final int CLOCK_REALTIME = 0;
    static final int CLOCK_MONOTONIC = 1;

    private Abi() {}

    /**
     * Why the kernel cannot be used on this machine, or the empty string if it can as far as can be
     * told without asking it.
     */
    public static String obstacle() {
        String os = Privileged.property("os.name", "");
        if (os.isEmpty() || ARCH.isEmpty()) {
            return "the system properties os.name and os.arch cannot be read: grant the rights to"
                    + " the jars of this library and of JNA";
        }
        if (!os.equals("Linux")) {
            return "futexes are a facility of Linux and this is " + os;
        }
        if (!X86_64 && !GENERIC) {
            return "the call numbers are known for x86-64, aarch64 and riscv64, and this is "
                    + ARCH;
        }
        return "";
    }
}
