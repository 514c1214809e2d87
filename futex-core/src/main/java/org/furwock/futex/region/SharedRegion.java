package org.furwock.futex.region;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.jspecify.annotations.Nullable;

/**
 * Memory that processes share: a mapped file with a header that identifies it, and named slots, so
 * that two programs find the same lock by its name.
 *
 * <p><b>Contract.</b> {@link #named} and {@link #at} name the file and return a {@link
 * SharedRegionBuilder}, which creates it, opens it, or opens it and creates it if necessary. No
 * process sees an incomplete file: the file is written under another name and then linked to its
 * own name, which fails if another process was faster. A file that does not match is refused with a
 * {@link SharedRegionException} that says what was found and what was expected. {@link #slot} finds
 * a slot or adds it. If several threads or processes add the same slot, one of them adds it and the
 * others find it.
 *
 * <p><b>Closing.</b> {@link #close} closes the region: this object returns no slots any more. It
 * refuses while threads of this process wait at words of this object's slots. A thread that is
 * awake at that moment, since it spins, or was woken and looks again, is not seen, unless its lock
 * has called {@link #beginWait}; it goes on with the memory. Memory is never unmapped by hand,
 * since a late access would crash the process. The mapping is removed when none of its words,
 * slots, buffers and primitives is reachable; until then they work. {@link #unlink} removes the
 * name; processes that have the region open keep it.
 *
 * <p><b>Death.</b> The region itself has no locks: a process may die at any instruction of any
 * method here, and leaves at worst a gap, or a file whose name begins with {@code .furwock-}. Each
 * lock documents what the death of its owner does to it.
 *
 * <p><b>Hostile content.</b> The header is copied and checked before anything is mapped, and each
 * field of a slot's record is checked whenever it is read, so a damaged file causes exceptions, and
 * no crash or endless loop. There is no defence against truncation: a process that may write the
 * file may truncate it, and a process that then accesses the memory is killed by SIGBUS. This class
 * never truncates a file. Files have owner-only permissions by default.
 *
 * <p><b>Threads.</b> All methods may be called by any number of threads, virtual ones too. In
 * emulation there are no shared regions, since threads of other processes could not be woken.
 *
 * @since 1.0
 */
public final class SharedRegion implements AutoCloseable {

    /** The default directory of regions: files in memory. */
    public static final Path DEFAULT_DIRECTORY = Path.of("/dev/shm");

    private final Path path;
    private final @Nullable Object fileKey;
    private final RegionHeader header;
    private final ByteBuffer memory;
    private final AtomicInteger waiting = new AtomicInteger();
    private final RegionSlots slots;
    private volatile boolean closed;

    /**
     * @param fileKey identifies the file, if the file system has such a key
     * @param memory the mapping of the whole file
     */
    SharedRegion(Path path, @Nullable Object fileKey, RegionHeader header, ByteBuffer memory) {
        this.path = path;
        this.fileKey = fileKey;
        this.header = header;
        this.memory = memory;
        this.slots = new RegionSlots(this, memory);
    }

    /**
     * A region in {@link #DEFAULT_DIRECTORY}; in C, {@code shm_open} finds it by the same name.
     *
     * @throws IllegalArgumentException if the name is empty, too long, has a slash, or begins with
     *     a dot
     */
    public static SharedRegionBuilder named(String name) {
        if (name.isEmpty() || name.length() > 200 || name.contains("/") || name.startsWith(".")) {
            throw new IllegalArgumentException(
                    "a name has 1 to 200 characters, no slash, and no dot at its beginning: '"
                            + name
                            + "'");
        }
        return at(DEFAULT_DIRECTORY.resolve(name));
    }

    /** A region in a file anywhere. */
    public static SharedRegionBuilder at(Path path) {
        return new SharedRegionBuilder(path);
    }

    /**
     * The regions in a directory that this process may read, by their magic.
     *
     * @throws IOException if the directory cannot be read
     */
    public static List<Path> list(Path directory) throws IOException {
        return RegionFiles.list(directory);
    }

    /**
     * Deletes the file of a region, whatever its state. Processes that have it open keep it.
     *
     * @throws SharedRegionException if it is no region, or that of another user
     * @throws IOException if there is no such file, or it cannot be deleted
     */
    public static void unlink(Path path) throws IOException {
        RegionFiles.unlink(path);
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Its size in bytes. */
    public int size() {
        return (int) header.size();
    }

    /** The name of the layout, or an empty text. */
    public String layout() {
        return header.layout();
    }

    /** The number of bytes left for slots; each slot takes 192 bytes besides its own. */
    public int free() {
        return slots.free();
    }

    /**
     * The slot of this name. If there is none, a slot is added, full of zeros.
     *
     * @param name 1 to 64 bytes in UTF-8
     * @param type what the slot holds, with everything that two programs must agree on; 1 to 64
     *     bytes
     * @param size in bytes, at least 1
     * @throws IllegalArgumentException if a text is empty, too long, or has no form in UTF-8, or
     *     the size is less than 1
     * @throws SharedRegionException if there is one of another type or size, no room, or the region
     *     is damaged
     * @throws IllegalStateException if the region is closed
     */
    public SharedRegionSlot slot(String name, String type, int size) {
        return slot(name, type, size, zeros -> {});
    }

    /**
     * As {@link #slot(String, String, int)}, with code that writes into a new slot before the slot
     * can be found.
     */
    public SharedRegionSlot slot(
            String name, String type, int size, Consumer<ByteBuffer> initializer) {
        requireOpen();
        requireNonNull(initializer, "initializer");
        if (name.isEmpty() || type.isEmpty() || size < 1) {
            throw new IllegalArgumentException(
                    "a slot has a name, a type and a size: '"
                            + name
                            + "', '"
                            + type
                            + "', "
                            + size);
        }
        SharedRegionLayout.text("name", name);
        SharedRegionLayout.text("type", type);
        SharedRegionSlot slot = slots.findOrAdd(name, type, size, initializer);
        String where = path + ", slot '" + name + "'";
        if (!slot.type().equals(type)) {
            throw SharedRegionException.mismatch(where, "type", slot.type(), type);
        }
        if (slot.size() != size) {
            throw SharedRegionException.mismatch(where, "size", slot.size(), size);
        }
        return slot;
    }

    /**
     * The slot of this name, or null.
     *
     * @throws SharedRegionException if the region is damaged
     * @throws IllegalStateException if the region is closed
     */
    public @Nullable SharedRegionSlot find(String name) {
        requireOpen();
        return slots.find(requireNonNull(name, "name"));
    }

    /**
     * All slots, the newest first.
     *
     * @throws SharedRegionException if the region is damaged
     * @throws IllegalStateException if the region is closed
     */
    public List<SharedRegionSlot> slots() {
        requireOpen();
        return List.copyOf(slots.all());
    }

    FutexWord word(int offset) {
        return FutexWord.of(memory, offset, FutexScope.SHARED, waiting);
    }

    /** The number of threads of this process that wait at words of this object's slots. */
    public int waiting() {
        return waiting.get();
    }

    /**
     * Counts the calling thread as one that waits here, also while it is awake between two sleeps;
     * {@link #endWait} follows. For builders of locks, whose words must not count the same wait:
     * they make them by {@link FutexWord#of(ByteBuffer, int, FutexScope)}.
     */
    public void beginWait() {
        waiting.getAndIncrement();
    }

    /** Ends what {@link #beginWait} began. */
    public void endWait() {
        waiting.getAndDecrement();
    }

    /**
     * Checks that thread ids mean the same in this process as in the process that made the region.
     *
     * @throws SharedRegionException if the region was made in another pid namespace
     */
    public void requireSamePidNamespace() {
        long here = Host.pidNamespace();
        long there = header.pidNamespace();
        if (here != 0 && there != 0 && here != there) {
            throw SharedRegionException.mismatch(
                    path,
                    "pid namespace in which it was made",
                    there,
                    here + ": an owner's thread id means nothing in another one");
        }
    }

    /**
     * Deletes the file's name, if it still names this file. Processes that have the region open
     * keep it.
     *
     * @throws IOException if the file cannot be deleted
     */
    public void unlink() throws IOException {
        if (RegionFiles.isFile(path, fileKey)) {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Closes the region; does nothing the second time.
     *
     * @throws IllegalStateException if threads of this process wait in it; it stays open then
     */
    @Override
    public void close() {
        int count = waiting.get();
        if (count != 0 && !closed) {
            throw new IllegalStateException(
                    path + " cannot be closed: " + count + " threads of this process wait in it");
        }
        closed = true;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
    }

    @Override
    public String toString() {
        String state = closed ? ", closed]" : "]";
        return "SharedRegion[" + path + ", " + size() + " bytes" + state;
    }
}
