package org.furwock.futex.region;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;

/**
 * A named piece of a {@link SharedRegion}. It keeps the memory mapped, as do its words and buffers.
 * Any number of threads can use it.
 *
 * @since 1.0
 */
public final class SharedRegionSlot {

    private final SharedRegion region;
    private final ByteBuffer memory;
    private final String name;
    private final String type;
    private final int offset;
    private final int size;

    SharedRegionSlot(
            SharedRegion region,
            ByteBuffer memory,
            String name,
            String type,
            int offset,
            int size) {
        this.region = region;
        this.memory = memory;
        this.name = name;
        this.type = type;
        this.offset = offset;
        this.size = size;
    }

    /** The region that it is part of. */
    public SharedRegion region() {
        return region;
    }

    /** The name by which it is found. */
    public String name() {
        return name;
    }

    /** What the slot holds. */
    public String type() {
        return type;
    }

    /** Where it begins, in bytes from the beginning of the file; a multiple of 64. */
    public int offset() {
        return offset;
    }

    /** Its size in bytes. */
    public int size() {
        return size;
    }

    /**
     * A word of scope {@link FutexScope#SHARED}.
     *
     * @param at in bytes from the beginning of the slot, a multiple of 4
     * @throws IndexOutOfBoundsException if it would not be in the slot
     * @throws IllegalArgumentException if it is not a multiple of 4
     */
    public FutexWord word(int at) {
        Objects.checkFromIndexSize(at, Integer.BYTES, size);
        if (at % Integer.BYTES != 0) {
            throw new IllegalArgumentException("a word stands at a multiple of 4, not at " + at);
        }
        return region.word(offset + at);
    }

    /**
     * Words side by side, from the beginning of the slot.
     *
     * @throws IndexOutOfBoundsException if they would not be in the slot
     */
    public FutexWord[] words(int count) {
        Objects.checkFromIndexSize(0, Math.multiplyExact(count, Integer.BYTES), size);
        FutexWord[] words = new FutexWord[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(i * Integer.BYTES);
        }
        return words;
    }

    /** The slot's memory, in the byte order of the machine. */
    public ByteBuffer buffer() {
        return memory.slice(offset, size).order(ByteOrder.nativeOrder());
    }

    @Override
    public String toString() {
        return "slot '" + name + "' (" + type + ") of " + region.path();
    }
}
