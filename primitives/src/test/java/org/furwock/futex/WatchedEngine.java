package org.furwock.futex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.lowlevel.KernelSleep;
import org.junit.jupiter.api.Assumptions;

/**
 * Watches the kernel's engine at its entry into the kernel. Every call of a thread passes there
 * once, and can be recorded or refused. Skips the test in emulation.
 */
public final class WatchedEngine {

    private static final int COMMAND = 0x7f; // without the flags

    private final ThreadLocal<List<FutexOperation>> records = new ThreadLocal<>();
    private final Engine engine = new KernelEngine(new KernelFutex(new Watch(), true));
    private final Set<FutexOperation> refused =
            Collections.synchronizedSet(EnumSet.noneOf(FutexOperation.class));
    private final Set<FutexOperation> heapless =
            Collections.synchronizedSet(EnumSet.noneOf(FutexOperation.class));

    /** A new word with the value 0, whose operations are watched. */
    public FutexWord word(FutexScope scope) {
        return FutexWord.allocate(engine, scope);
    }

    /** The futex calls that the calling thread makes while it runs this. */
    public List<FutexOperation> callsOf(Runnable body) {
        List<FutexOperation> made = new ArrayList<>();
        records.set(made);
        try {
            body.run();
        } finally {
            records.remove();
        }
        return made;
    }

    /** Skips the test where threads park: none asks the kernel for a sleep then. */
    public static void assumeKernelSleep() {
        Assumptions.assumeTrue(KernelSleep.isUsed(), "threads park");
    }

    /** From now on the Java heap is full when these operations begin. */
    public void fillHeapFor(FutexOperation... operations) {
        heapless.addAll(List.of(operations));
    }

    /** From now on no thread can go to sleep: the kernel says that it has no memory left. */
    public void refuseSleep() {
        assumeKernelSleep();
        refuse(FutexOperation.WAIT, FutexOperation.WAIT_BITSET, FutexOperation.WAITV);
    }

    /** From now on the kernel says that it has no memory left for these operations. */
    public void refuse(FutexOperation... operations) {
        refused.addAll(List.of(operations));
    }

    private static FutexOperation operation(long number, long command) {
        if (number == Abi.SYS_FUTEX_WAITV) {
            return FutexOperation.WAITV;
        }
        for (FutexOperation operation : FutexOperation.values()) {
            if (number == Abi.SYS_FUTEX && operation.code() == (command & COMMAND)) {
                return operation;
            }
        }
        throw new AssertionError("system call " + number + ", command " + command);
    }

    /** Whether the call may go on. */
    private boolean watch(long number, long command) {
        FutexOperation operation = operation(number, command);
        List<FutexOperation> made = records.get();
        if (made != null) {
            made.add(operation);
        }
        if (heapless.contains(operation)) {
            throw new OutOfMemoryError("as arranged for " + operation);
        }
        return !refused.contains(operation);
    }

    /** Wraps the engine's own way into the kernel. */
    private final class Watch extends NativeCalls {

        private final NativeCalls calls = TestEngines.calls();

        @Override
        public String name() {
            return calls.name();
        }

        @Override
        public long call(long number, long a, long b, long c) {
            return watch(number, b) ? calls.call(number, a, b, c) : -Errno.ENOMEM;
        }

        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            return watch(number, b) ? calls.call(number, a, b, c, d, e, f) : -Errno.ENOMEM;
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            return calls.allocate(bytes);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return calls.addressOf(direct);
        }

        @Override
        public ByteBuffer view(long address, int size) {
            return calls.view(address, size);
        }
    }
}
