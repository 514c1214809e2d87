package org.furwock.futex.region;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.furwock.futex.EngineInfo;
import org.jspecify.annotations.Nullable;

/**
 * Creates or opens a {@link SharedRegion}. Not thread-safe.
 *
 * <p>When a region is opened, settings that were made must match; the others are taken from the
 * file.
 *
 * @since 1.0
 */
public final class SharedRegionBuilder {

    /** The default size of a region: room for about two hundred locks. */
    public static final int DEFAULT_SIZE = 64 * 1024;

    // Other processes would have to create and delete the file a hundred times meanwhile.
    private static final int MAX_TRIES = 100;

    private final Path path;
    private @Nullable Integer size;
    private @Nullable String layout;
    private Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-------");
    private boolean followingLinks;
    private boolean trustingOwners;

    SharedRegionBuilder(Path path) {
        this.path = requireNonNull(path, "path").toAbsolutePath();
    }

    /**
     * The size in bytes; rounded up to a multiple of 4096.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than 2<sup>30</sup>
     */
    public SharedRegionBuilder size(int bytes) {
        if (bytes < 1 || bytes > RegionHeader.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "size must be in 1 to " + RegionHeader.MAX_SIZE + ": " + bytes);
        }
        size = (bytes + RegionHeader.MIN_SIZE - 1) & -RegionHeader.MIN_SIZE;
        return this;
    }

    /**
     * A name for what the programs put into the region, such as {@code "orders 3"}. Change it if an
     * old and a new program must not use the same region.
     *
     * @throws IllegalArgumentException if it has more than 64 bytes in UTF-8
     */
    public SharedRegionBuilder layout(String name) {
        SharedRegionLayout.text("layout", name);
        layout = name;
        return this;
    }

    /**
     * The permissions of a new file, as in {@code "rw-rw----"}; the umask does not matter.
     *
     * @throws IllegalArgumentException if the text is not in this form
     */
    public SharedRegionBuilder permissions(String text) {
        permissions = PosixFilePermissions.fromString(text);
        return this;
    }

    /** If the path is a symbolic link, opens the file that it leads to. */
    public SharedRegionBuilder followSymbolicLinks() {
        followingLinks = true;
        return this;
    }

    /** Also opens files of other users, which those users can overwrite and truncate. */
    public SharedRegionBuilder trustOtherOwners() {
        trustingOwners = true;
        return this;
    }

    /**
     * Creates the region.
     *
     * @throws FileAlreadyExistsException if there is a file of that name, of any kind
     * @throws ClosedByInterruptException if the thread is interrupted; its status stays set
     * @throws IOException if it cannot be created
     * @throws UnsupportedOperationException in emulation
     */
    public SharedRegion create() throws IOException {
        requireKernel();
        int bytes = size == null ? DEFAULT_SIZE : size;
        RegionFiles.create(path, bytes, layout == null ? "" : layout, permissions);
        return open();
    }

    /**
     * Opens the region.
     *
     * @throws NoSuchFileException if there is none
     * @throws ClosedByInterruptException if the thread is interrupted; its status stays set
     * @throws IOException if it cannot be opened
     * @throws SharedRegionException if it does not match
     * @throws UnsupportedOperationException in emulation
     */
    public SharedRegion open() throws IOException {
        requireKernel();
        SharedRegion region = RegionFiles.open(path, followingLinks, trustingOwners);
        if (size != null) {
            RegionHeader.require(path, "size", region.size(), size);
        }
        if (layout != null) {
            RegionHeader.require(path, "layout", "'" + region.layout() + "'", "'" + layout + "'");
        }
        return region;
    }

    /**
     * Opens the region, or creates it if there is none. If several threads or processes do this at
     * the same time, one of them creates it, and all get the same region.
     *
     * @throws ClosedByInterruptException if the thread is interrupted; its status stays set
     * @throws IOException if it can be neither opened nor created
     * @throws SharedRegionException if it does not match
     * @throws UnsupportedOperationException in emulation
     */
    public SharedRegion openOrCreate() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return open();
            } catch (NoSuchFileException e) {
                if (tries == MAX_TRIES) {
                    throw e;
                }
            }
            try {
                return create();
            } catch (FileAlreadyExistsException e) {
                // Another process was faster. Its file may be gone again before the next open.
                if (tries == MAX_TRIES) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                if (tries == MAX_TRIES || !RegionFiles.hasDirectory(path)) {
                    throw e;
                }
            }
        }
    }

    private static void requireKernel() {
        EngineInfo engine = EngineInfo.current();
        if (!engine.reachesKernel()) {
            throw new UnsupportedOperationException(
                    "shared memory needs the kernel's futexes, to wake threads of other processes,"
                            + " and the engine here is "
                            + engine.name());
        }
    }
}
