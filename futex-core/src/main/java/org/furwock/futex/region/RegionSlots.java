package org.furwock.futex.region;

import static org.furwock.futex.region.SharedRegionLayout.ALIGNMENT;
import static org.furwock.futex.region.SharedRegionLayout.FIRST_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.HEADER_SIZE;
import static org.furwock.futex.region.SharedRegionLayout.MAX_SLOTS;
import static org.furwock.futex.region.SharedRegionLayout.MAX_TEXT;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_CHECKSUM_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_DATA_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_FINGERPRINT_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_NAME_LENGTH_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_NAME_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_NEXT_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_RECORD_SIZE;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_SIZE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_TYPE_LENGTH_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SLOT_TYPE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.USED_OFFSET;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.furwock.futex.FutexWord;
import org.jspecify.annotations.Nullable;

/**
 * The list of slots of a region; its algorithm is in {@link SharedRegionLayout}.
 *
 * <p>What is read may have been written by a broken program, or may be changing: each field is read
 * once and checked against its range, and a walk of the list ends after the largest possible number
 * of slots.
 *
 * <p><b>Memory ordering.</b> The compare-and-set of {@code first} releases the record and the
 * initial data; the volatile read of {@code first} acquires them.
 */
final class RegionSlots {

    /** How many slots may be added at the same moment to a region that is nearly full. */
    private static final int MAX_RACE = 256;

    private static final int CHECKED_BYTES = 2 * MAX_TEXT + SLOT_CHECKSUM_OFFSET - SLOT_DATA_OFFSET;

    private final SharedRegion region;
    private final ByteBuffer memory;
    private final int size;
    private final FutexWord first;
    private final FutexWord used;

    RegionSlots(SharedRegion region, ByteBuffer memory) {
        this.region = region;
        this.memory = memory;
        this.size = memory.capacity();
        this.first = region.word(FIRST_OFFSET);
        this.used = region.word(USED_OFFSET);
    }

    List<SharedRegionSlot> all() {
        List<SharedRegionSlot> slots = new ArrayList<>();
        for (int at = first.get(); at != 0; at = next(at)) {
            slots.add(read(at));
            requireNotMore(slots.size());
        }
        return slots;
    }

    /** The slot of this name among those published after {@code last}. */
    private @Nullable SharedRegionSlot find(String name, int newest, int last) {
        int steps = 0;
        for (int at = newest; at != last && at != 0; at = next(at)) {
            SharedRegionSlot slot = read(at);
            requireNotMore(++steps);
            if (slot.name().equals(name)) {
                return slot;
            }
        }
        return null;
    }

    @Nullable SharedRegionSlot find(String name) {
        return find(name, first.get(), 0);
    }

    SharedRegionSlot findOrAdd(
            String name, String type, int dataSize, Consumer<ByteBuffer> initializer) {
        int newest = first.get();
        SharedRegionSlot slot = find(name, newest, 0);
        if (slot != null) {
            return slot;
        }
        if (all().size() >= MAX_SLOTS) {
            throw new SharedRegionException(
                    region.path() + ": no room for slot '" + name + "': there are " + MAX_SLOTS);
        }
        int at = allocate(name, dataSize);
        write(at, name, type, dataSize);
        SharedRegionSlot mine = read(at);
        initialize(mine, at, initializer);
        while (true) {
            memory.putInt(at + SLOT_NEXT_OFFSET, newest);
            if (first.compareAndSet(newest, at)) {
                return mine;
            }
            int seen = newest;
            newest = first.get();
            SharedRegionSlot theirs = find(name, newest, seen);
            if (theirs != null) {
                giveBack(at, dataSize);
                return theirs;
            }
        }
    }

    /** Gives the space back if the initializer throws, so that a retry needs no more. */
    private void initialize(SharedRegionSlot slot, int at, Consumer<ByteBuffer> initializer) {
        boolean initialized = false;
        try {
            initializer.accept(slot.buffer());
            initialized = true;
        } finally {
            if (!initialized) {
                giveBack(at, slot.size());
            }
        }
    }

    int free() {
        return Math.max(0, size - Math.max(used.get(), HEADER_SIZE));
    }

    private int allocate(String name, int dataSize) {
        long needed = SLOT_RECORD_SIZE + SharedRegionLayout.align(dataSize);
        int at;
        do {
            at = used.get();
            if (at < HEADER_SIZE || at > size || at % ALIGNMENT != 0) {
                throw SharedRegionException.mismatch(
                        region.path(),
                        "end of the used space",
                        at,
                        "a multiple of " + ALIGNMENT + " in " + HEADER_SIZE + " to " + size);
            }
            if (needed > size - at) {
                throw new SharedRegionException(
                        region.path()
                                + ": no room for slot '"
                                + name
                                + "': it needs "
                                + needed
                                + " bytes, and "
                                + (size - at)
                                + " are left of "
                                + size);
            }
        } while (!used.compareAndSet(at, at + (int) needed));
        return at;
    }

    /** Returns the space if it is still the last that was allocated; else it stays a gap. */
    private void giveBack(int at, int dataSize) {
        int end = at + SLOT_RECORD_SIZE + (int) SharedRegionLayout.align(dataSize);
        for (int i = at; i < end; i += Long.BYTES) {
            memory.putLong(i, 0);
        }
        used.compareAndSet(end, at);
    }

    private void write(int at, String name, String type, int dataSize) {
        byte[] nameBytes = SharedRegionLayout.text("name", name);
        byte[] typeBytes = SharedRegionLayout.text("type", type);
        memory.putInt(at + SLOT_DATA_OFFSET, at + SLOT_RECORD_SIZE);
        memory.putInt(at + SLOT_SIZE_OFFSET, dataSize);
        memory.putShort(at + SLOT_NAME_LENGTH_OFFSET, (short) nameBytes.length);
        memory.putShort(at + SLOT_TYPE_LENGTH_OFFSET, (short) typeBytes.length);
        memory.putLong(at + SLOT_FINGERPRINT_OFFSET, SharedRegionLayout.fingerprint(typeBytes));
        memory.put(at + SLOT_NAME_OFFSET, nameBytes);
        memory.put(at + SLOT_TYPE_OFFSET, typeBytes);
        memory.putLong(at + SLOT_CHECKSUM_OFFSET, checksum(copy(at)));
    }

    // Reading what others wrote.

    private SharedRegionSlot read(int at) {
        requireRecord(at);
        ByteBuffer record = copy(at);
        require(at, "offset of the data", record.getInt(SLOT_DATA_OFFSET), at + SLOT_RECORD_SIZE);
        int dataSize = record.getInt(SLOT_SIZE_OFFSET);
        if (dataSize < 1 || dataSize > size - at - SLOT_RECORD_SIZE) {
            throw mismatch(at, "size", dataSize, "1 to " + (size - at - SLOT_RECORD_SIZE));
        }
        String name = text(at, record, "name", SLOT_NAME_LENGTH_OFFSET, SLOT_NAME_OFFSET);
        String type = text(at, record, "type", SLOT_TYPE_LENGTH_OFFSET, SLOT_TYPE_OFFSET);
        require(at, "checksum", record.getLong(SLOT_CHECKSUM_OFFSET), checksum(record));
        require(
                at,
                "fingerprint of type '" + type + "'",
                record.getLong(SLOT_FINGERPRINT_OFFSET),
                SharedRegionLayout.fingerprint(type));
        return new SharedRegionSlot(region, memory, name, type, at + SLOT_RECORD_SIZE, dataSize);
    }

    /**
     * A copy, so that the checked bytes are the used bytes, even if the record changes meanwhile.
     */
    private ByteBuffer copy(int at) {
        byte[] bytes = new byte[SLOT_RECORD_SIZE];
        memory.get(at, bytes);
        return ByteBuffer.wrap(bytes).order(memory.order());
    }

    private int next(int at) {
        return memory.getInt(at + SLOT_NEXT_OFFSET); // the record at this place has been read
    }

    private void requireRecord(int at) {
        if (at < HEADER_SIZE || at > size - SLOT_RECORD_SIZE || at % ALIGNMENT != 0) {
            throw SharedRegionException.mismatch(
                    region.path(),
                    "offset of a slot record",
                    at,
                    "a multiple of "
                            + ALIGNMENT
                            + " in "
                            + HEADER_SIZE
                            + " to "
                            + (size - SLOT_RECORD_SIZE));
        }
    }

    private void requireNotMore(int steps) {
        if (steps > MAX_SLOTS + MAX_RACE) {
            throw SharedRegionException.mismatch(
                    region.path(),
                    "number of slots",
                    "more than " + MAX_SLOTS + ", or a circle",
                    "at most " + MAX_SLOTS);
        }
    }

    private String text(int at, ByteBuffer record, String what, int lengthOffset, int offset) {
        int length = record.getShort(lengthOffset);
        if (length < 1 || length > MAX_TEXT) {
            throw mismatch(at, "length of the " + what, length, "1 to " + MAX_TEXT);
        }
        byte[] bytes = new byte[length];
        record.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long checksum(ByteBuffer record) {
        byte[] bytes = new byte[CHECKED_BYTES];
        int head = SLOT_CHECKSUM_OFFSET - SLOT_DATA_OFFSET;
        record.get(SLOT_DATA_OFFSET, bytes, 0, head);
        record.get(SLOT_NAME_OFFSET, bytes, head, CHECKED_BYTES - head);
        return SharedRegionLayout.fingerprint(bytes);
    }

    private void require(int at, String what, long found, long expected) {
        if (found != expected) {
            throw mismatch(at, what, found, expected);
        }
    }

    private SharedRegionException mismatch(int at, String what, Object found, Object expected) {
        return SharedRegionException.mismatch(
                region.path() + ", slot record at " + at, what, found, expected);
    }
}
