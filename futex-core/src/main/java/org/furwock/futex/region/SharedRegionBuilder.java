package org.furwock.futex.region;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.furwock.futex.EngineInfo;
import org.jspecify.annotations.Nullable;

/**
 * How to create or open a {@link SharedRegion}. Not for several threads at once.
 *
 * <p>What is not set when a region is opened is taken as it is found; what is set must match.
 */
public final class SharedRegionBuilder {

    /** The size of a region unless said otherwise: room for some two hundred locks. */
    public static final int DEFAULT_SIZE = 64 * 1024;

    // Somebody would have to delete and make the file again and again for a hundred of them.
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
     * A name for what the programs put into the region, such as {@code "orders 3"}. It is changed
     * when an old and a new program must not meet.
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
     * @throws IllegalArgumentException if the text does not say permissions
     */
    public SharedRegionBuilder permissions(String text) {
        permissions = PosixFilePermissions.fromString(text);
        return this;
    }

    /** Opens the file to which a symbolic link leads, where the path ends in one. */
    public SharedRegionBuilder followSymbolicLinks() {
        followingLinks = true;
        return this;
    }

    /** Opens files of other users, who can write, and truncate, what is in them. */
    public SharedRegionBuilder trustOtherOwners() {
        trustingOwners = true;
        return this;
    }

    /**
     * Creates the region.
     *
     * @throws FileAlreadyExistsException if there is a file of that name, whatever it is
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
     * Opens the region, or creates it if there is none. Of several who do this at the same time one
     * creates it, and all get the same.
     *
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
                // Somebody was faster; if it is gone again when we open it, we try again.
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
