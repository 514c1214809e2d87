package org.furwock.futex.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Memory of the C library's heap, freed by the garbage collector. An automatic {@link Arena}
 * allocates within the limit for direct buffers; this does not.
 *
 * <p>The JDK's cleaner keeps the action that frees a piece until the piece is unreachable. If that
 * action were a lambda, its class would belong to this library, whose static fields lead to the
 * piece, and neither would ever be freed. A proxy for {@code free} itself has a class of the JDK.
 */
@SuppressWarnings("restricted")
final class NativeHeap {

    private static final MethodHandle CALLOC =
            function("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));

    private static final Consumer<MemorySegment> FREE =
            asConsumer(function("free", FunctionDescriptor.ofVoid(ADDRESS)));

    private NativeHeap() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<MemorySegment> asConsumer(MethodHandle handle) {
        return MethodHandleProxies.asInterfaceInstance(Consumer.class, handle);
    }

    /** As {@link NativeCalls#allocate}. */
    static ByteBuffer allocate(int bytes) {
        MemorySegment memory = zeroed(bytes);
        if (memory.address() == 0) {
            throw new OutOfMemoryError("the C library has no memory for " + bytes + " bytes");
        }
        try {
            return memory.reinterpret(bytes, Arena.ofAuto(), FREE).asByteBuffer();
        } catch (OutOfMemoryError e) { // of the heap
            FREE.accept(memory);
            throw e;
        }
    }

    private static MemorySegment zeroed(long bytes) {
        try {
            return (MemorySegment) CALLOC.invokeExact(1L, bytes);
        } catch (Throwable failure) {
            throw FfmCalls.unexpected(failure);
        }
    }
}
