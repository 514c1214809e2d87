package org.furwock.futex;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.furwock.futex.linux.Slab;
import org.jspecify.annotations.Nullable;

/**
 * A 32-bit word outside the Java heap, which threads change by atomic access and wait on through
 * {@link Futex}.
 *
 * <p>A word that this class allocates starts at 0, is alone in its cache line, and costs some tens
 * of nanoseconds. It is never freed explicitly: the word keeps its memory reachable, and a thread
 * that sleeps on the word keeps the word reachable. A word over a buffer keeps the buffer
 * reachable.
 *
 * <p><b>Memory effects.</b> The access modes are those of {@link VarHandle}. The methods without a
 * suffix are volatile. All are safe for any number of threads, virtual ones too, and between
 * processes.
 *
 * <p>Two words over the same memory are the same futex, if they have the same {@link FutexScope}.
 * Mixing scopes on one address is an error that cannot be detected: SHARED wakers do not find
 * PRIVATE waiters.
 *
 * @since 1.0
 */
public final class FutexWord {

    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    static {
        try {
            linkCalls(ByteBuffer.allocateDirect(Integer.BYTES));
        } catch (OutOfMemoryError e) {
            // Direct memory is full. The first call of each kind links itself.
        }
        Futex.load();
    }

    /** Linking allocates, and a release or a wait must not fail in a full heap. */
    private static void linkCalls(ByteBuffer memory) {
        INT.set(memory, 0, (int) INT.get(memory, 0));
        INT.setVolatile(memory, 0, (int) INT.getVolatile(memory, 0));
        int unused = (int) INT.getOpaque(memory, 0) + (int) INT.getAndSet(memory, 0, 0);
        unused += (int) INT.getAndAdd(memory, 0, 0) + (int) INT.getAndBitwiseAnd(memory, 0, 0);
        boolean unusedToo = INT.compareAndSet(memory, 0, 0, unused);
    }

    private final Engine engine;
    private final FutexScope scope;
    private final ByteBuffer buffer;
    private final int offset;
    private final long address;
    private final boolean foreign;
    private final @Nullable AtomicInteger waits;

    /** Only in model checks: the checker does not see the contents of buffers. */
    @Nullable WordMemory model;

    /** Which side is woken first if both the kernel and the parking lot may have waiters. */
    private boolean lotFirst;

    FutexWord(
            Engine engine,
            FutexScope scope,
            ByteBuffer buffer,
            int offset,
            long address,
            boolean foreign,
            @Nullable AtomicInteger waits) {
        this.engine = engine;
        this.scope = scope;
        this.buffer = buffer;
        this.offset = offset;
        this.address = address;
        this.foreign = foreign;
        this.waits = waits;
    }

    /** A new word of scope {@link FutexScope#PRIVATE}, with the value 0. */
    public static FutexWord allocate() {
        return allocate(FutexScope.PRIVATE);
    }

    /**
     * As {@link #allocate()}, for a thread that is about to wait and has no word yet. For builders
     * of locks: a thread that waits for a lock cannot handle an OutOfMemoryError. The memory does
     * not count towards the limit for direct buffers, at which an allocation takes a second before
     * it fails.
     */
    public static FutexWord allocateForWaiter() {
        return allocateForWaiter(Engines.current());
    }

    static FutexWord allocateForWaiter(Engine engine) {
        return allocate(engine, FutexScope.PRIVATE, Slab.FOR_WAITERS, engine::allocate);
    }

    /** A new word with the value 0, in memory of this process. */
    public static FutexWord allocate(FutexScope scope) {
        return allocate(Engines.current(), requireNonNull(scope, "scope"));
    }

    static FutexWord allocate(Engine engine, FutexScope scope) {
        return allocate(engine, scope, Slab.FOR_PROGRAM, ByteBuffer::allocateDirect);
    }

    private static FutexWord allocate(
            Engine engine, FutexScope scope, Slab.Series slabs, IntFunction<ByteBuffer> memory) {
        return within(slabs.carve(Integer.BYTES, memory, engine::addressOfFresh), 0, engine, scope);
    }

    private static FutexWord within(Slab.Piece piece, int at, Engine engine, FutexScope scope) {
        int offset = piece.offset() + at;
        return new FutexWord(
                engine, scope, piece.buffer(), offset, piece.address() + at, false, null);
    }

    /**
     * New words side by side, for a structure whose words are used together.
     *
     * @param count how many, from 1 to 1024; up to 16 share one cache line
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static FutexWord[] allocateAdjacent(FutexScope scope, int count) {
        requireNonNull(scope, "scope");
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("count must be in 1 to 1024, and is " + count);
        }
        Engine engine = Engines.current();
        Slab.Piece piece =
                Slab.FOR_PROGRAM.carve(
                        count * Integer.BYTES, ByteBuffer::allocateDirect, engine::addressOfFresh);
        FutexWord[] words = new FutexWord[count];
        for (int i = 0; i < count; i++) {
            words[i] = within(piece, i * Integer.BYTES, engine, scope);
        }
        return words;
    }

    /**
     * A word in a direct or mapped buffer.
     *
     * @param buffer the memory; its position and byte order do not matter, its limit does
     * @param offset the offset of the word, in bytes from index 0 of the buffer
     * @param scope {@link FutexScope#SHARED} if other processes map the same memory
     * @throws IllegalArgumentException if the buffer is not direct, is read-only, or has no aligned
     *     int at the offset
     */
    public static FutexWord of(ByteBuffer buffer, int offset, FutexScope scope) {
        return over(buffer, offset, scope, null);
    }

    /**
     * As {@link #of(ByteBuffer, int, FutexScope)}, with a count of the waits. Memory that is to be
     * unmapped has such a count, which tells its owner whether a thread sleeps there.
     *
     * @param waits counts the threads and futures of this process that wait at the word, or are
     *     about to; several words may share it
     */
    public static FutexWord of(
            ByteBuffer buffer, int offset, FutexScope scope, AtomicInteger waits) {
        return over(buffer, offset, scope, requireNonNull(waits, "waits"));
    }

    private static FutexWord over(
            ByteBuffer buffer, int offset, FutexScope scope, @Nullable AtomicInteger waits) {
        requireNonNull(scope, "scope");
        Checks.requireWord(buffer, offset);
        Engine engine = Engines.current();
        long address = engine.addressOf(buffer) + offset;
        Checks.requireAligned(address);
        // A duplicate, since the caller may change the limit of the buffer.
        return new FutexWord(engine, scope, buffer.duplicate(), offset, address, false, waits);
    }

    /**
     * A word in memory that other code owns and must keep mapped and writable as long as the word
     * is in use. If it does not, a read or write of the word ends the process, as in C, and the
     * operations of {@link Futex} throw a {@link FutexException}.
     *
     * @throws IllegalArgumentException if the address is 0, not a multiple of 4, or nothing is
     *     mapped there
     * @throws UnsupportedOperationException in emulation
     */
    public static FutexWord at(long address, FutexScope scope) {
        requireNonNull(scope, "scope");
        if (address == 0) {
            throw new IllegalArgumentException("address must not be 0");
        }
        Checks.requireAligned(address);
        Engine engine = Engines.current();
        if (!engine.isReadable(address)) {
            throw new IllegalArgumentException(
                    "no memory is mapped at address 0x" + Long.toHexString(address));
        }
        ByteBuffer view = engine.view(address, Integer.BYTES);
        return new FutexWord(engine, scope, view, 0, address, true, null);
    }

    Engine engine() {
        return engine;
    }

    /** Alternates between the two sides. A race may lose an update, which does no harm. */
    boolean takeTurn() {
        lotFirst = !lotFirst;
        return !lotFirst;
    }

    /** The caller is about to wait; {@link #endWait} follows. */
    void beginWait() {
        if (waits != null) {
            waits.getAndIncrement();
        }
    }

    void endWait() {
        if (waits != null) {
            waits.getAndDecrement();
        }
    }

    boolean isForeign() {
        return foreign;
    }

    /** Which threads the word serves: those of this process, or of all processes. */
    public FutexScope scope() {
        return scope;
    }

    /** Whether the scope is {@link FutexScope#SHARED}. */
    public boolean isShared() {
        return scope == FutexScope.SHARED;
    }

    /** The address in this process; it does not change. */
    public long address() {
        return address;
    }

    /** Volatile read. */
    public int get() {
        return model == null ? (int) INT.getVolatile(buffer, offset) : model.get();
    }

    /** Volatile write. */
    public void set(int value) {
        if (model == null) {
            INT.setVolatile(buffer, offset, value);
        } else {
            model.set(value);
        }
    }

    /** Plain read. */
    public int getPlain() {
        return model == null ? (int) INT.get(buffer, offset) : model.getPlain();
    }

    /** Plain write. */
    public void setPlain(int value) {
        if (model == null) {
            INT.set(buffer, offset, value);
        } else {
            model.setPlain(value);
        }
    }

    /** Opaque read. */
    public int getOpaque() {
        return model == null ? (int) INT.getOpaque(buffer, offset) : model.getOpaque();
    }

    /** Opaque write. */
    public void setOpaque(int value) {
        if (model == null) {
            INT.setOpaque(buffer, offset, value);
        } else {
            model.setOpaque(value);
        }
    }

    /** Acquire read. */
    public int getAcquire() {
        return model == null ? (int) INT.getAcquire(buffer, offset) : model.getAcquire();
    }

    /** Release write. */
    public void setRelease(int value) {
        if (model == null) {
            INT.setRelease(buffer, offset, value);
        } else {
            model.setRelease(value);
        }
    }

    /** Volatile compare-and-set. */
    public boolean compareAndSet(int expected, int value) {
        return model == null
                ? INT.compareAndSet(buffer, offset, expected, value)
                : model.compareAndSet(expected, value);
    }

    /** Volatile compare-and-set that may fail spuriously. */
    public boolean weakCompareAndSet(int expected, int value) {
        return model == null
                ? INT.weakCompareAndSet(buffer, offset, expected, value)
                : model.weakCompareAndSet(expected, value);
    }

    /** As {@link #weakCompareAndSet}, with acquire semantics. */
    public boolean weakCompareAndSetAcquire(int expected, int value) {
        return model == null
                ? INT.weakCompareAndSetAcquire(buffer, offset, expected, value)
                : model.weakCompareAndSetAcquire(expected, value);
    }

    /** As {@link #weakCompareAndSet}, with release semantics. */
    public boolean weakCompareAndSetRelease(int expected, int value) {
        return model == null
                ? INT.weakCompareAndSetRelease(buffer, offset, expected, value)
                : model.weakCompareAndSetRelease(expected, value);
    }

    /** As {@link #weakCompareAndSet}, with no ordering. */
    public boolean weakCompareAndSetPlain(int expected, int value) {
        return model == null
                ? INT.weakCompareAndSetPlain(buffer, offset, expected, value)
                : model.weakCompareAndSetPlain(expected, value);
    }

    /** Volatile compare-and-set that returns what it found. */
    public int compareAndExchange(int expected, int value) {
        return model == null
                ? (int) INT.compareAndExchange(buffer, offset, expected, value)
                : model.compareAndExchange(expected, value);
    }

    /** Volatile exchange: writes, and returns what was there. */
    public int getAndSet(int value) {
        return model == null ? (int) INT.getAndSet(buffer, offset, value) : model.getAndSet(value);
    }

    /** Exchange with acquire semantics. */
    public int getAndSetAcquire(int value) {
        return model == null
                ? (int) INT.getAndSetAcquire(buffer, offset, value)
                : model.getAndSetAcquire(value);
    }

    /** Exchange with release semantics. */
    public int getAndSetRelease(int value) {
        return model == null
                ? (int) INT.getAndSetRelease(buffer, offset, value)
                : model.getAndSetRelease(value);
    }

    /** Volatile addition that wraps; returns what was there. */
    public int getAndAdd(int delta) {
        return model == null ? (int) INT.getAndAdd(buffer, offset, delta) : model.getAndAdd(delta);
    }

    /** Volatile or; returns what was there. */
    public int getAndBitwiseOr(int mask) {
        return model == null
                ? (int) INT.getAndBitwiseOr(buffer, offset, mask)
                : model.getAndBitwiseOr(mask);
    }

    /** Volatile and; returns what was there. */
    public int getAndBitwiseAnd(int mask) {
        return model == null
                ? (int) INT.getAndBitwiseAnd(buffer, offset, mask)
                : model.getAndBitwiseAnd(mask);
    }

    /** Volatile exclusive or; returns what was there. */
    public int getAndBitwiseXor(int mask) {
        return model == null
                ? (int) INT.getAndBitwiseXor(buffer, offset, mask)
                : model.getAndBitwiseXor(mask);
    }

    /** Scope, address, and the value at this moment. */
    @Override
    public String toString() {
        return "FutexWord[" + scope + " 0x" + Long.toHexString(address) + " = " + get() + "]";
    }
}
