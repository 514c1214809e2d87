package org.furwock.futex.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * System calls through the foreign function and memory API, about as fast as in C.
 *
 * <p>The short calls (a wake, a query) fail only in incorrect programs, and would fail the same way
 * again: they are made without capturing the error number, and repeated with it if they fail. Every
 * other call captures its error number into a segment that no other call writes meanwhile. A
 * platform thread owns one segment. There may be millions of virtual threads, so they borrow
 * segments from a small pool: a virtual thread cannot change its carrier inside a call, and between
 * calls it holds no segment. {@code Linker.Option.critical} is never used: a thread that sleeps in
 * a critical call stops the garbage collector.
 */
@SuppressWarnings("restricted") // entering the kernel is what this class is for
final class FfmCalls extends NativeCalls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle CALL_3 = syscall(4);
    private static final MethodHandle CAPTURING_CALL_6 =
            syscall(7, Linker.Option.captureCallState("errno"));

    private static final ThreadLocal<MemorySegment> OWN =
            ThreadLocal.withInitial(FfmCalls::newState);

    private static final AtomicReferenceArray<@Nullable MemorySegment> POOL =
            new AtomicReferenceArray<>(64);

    private static MethodHandle syscall(int longs, Linker.Option... options) {
        MemoryLayout[] parameters = new MemoryLayout[longs];
        Arrays.fill(parameters, JAVA_LONG);
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find("syscall").orElseThrow(),
                FunctionDescriptor.of(JAVA_LONG, parameters),
                options);
    }

    /**
     * Not counted as direct memory, so a thread that is about to wait does not wait for a
     * collection.
     */
    private static MemorySegment newState() {
        int bytes = (int) STATE.byteSize();
        Slab.Piece piece = Slab.FOR_WAITERS.carve(bytes, NativeHeap::allocate, FfmCalls::address);
        return MemorySegment.ofBuffer(piece.buffer()).asSlice(piece.offset(), STATE);
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public long call(long number, long a, long b, long c) {
        long result;
        try {
            result = (long) CALL_3.invokeExact(number, a, b, c);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
        return result == -1 ? call(number, a, b, c, 0, 0, 0) : result;
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = take();
        try {
            long result = (long) CAPTURING_CALL_6.invokeExact(state, number, a, b, c, d, e, f);
            return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
        } catch (Throwable failure) {
            throw unexpected(failure);
        } finally {
            give(state);
        }
    }

    private static MemorySegment take() {
        return Thread.currentThread().isVirtual() ? borrow() : OWN.get();
    }

    private static void give(MemorySegment state) {
        if (Thread.currentThread().isVirtual()) {
            POOL.set(slot(), state);
        }
    }

    private static MemorySegment borrow() {
        MemorySegment state = POOL.getAndSet(slot(), null);
        return state != null ? state : newState();
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & (POOL.length() - 1);
    }

    static Error unexpected(Throwable failure) {
        return failure instanceof Error error // of memory, or of stack
                ? error
                : new AssertionError("a system call cannot throw", failure);
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        return NativeHeap.allocate(bytes);
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return address(direct);
    }

    private static long address(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
    }

    @Override
    public ByteBuffer view(long address, int size) {
        return MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer();
    }
}
