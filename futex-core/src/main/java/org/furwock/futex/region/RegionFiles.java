package org.furwock.futex.region;

import static org.furwock.futex.region.SharedRegionLayout.HEADER_SIZE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates the files of shared regions under another name, and checks files before it opens them.
 */
final class RegionFiles {

    private static final String TEMPORARY_PREFIX = ".furwock-";

    private static final int CHUNK = 64 * 1024;

    private RegionFiles() {}

    /**
     * Writes a complete file and gives it its name in one step. All its pages are written here, so
     * a later access cannot fail for want of memory.
     */
    static void create(Path path, int size, String layout, Set<PosixFilePermission> permissions)
            throws IOException {
        Path temporary = path.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID());
        FileAttribute<?> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(temporary, options, ownerOnly)) {
            writeFully(channel, RegionHeader.write(size, layout), 0);
            for (int at = HEADER_SIZE; at < size; at += CHUNK) {
                writeFully(channel, ByteBuffer.allocate(Math.min(CHUNK, size - at)), at);
            }
            Files.setPosixFilePermissions(temporary, permissions);
            Files.createLink(path, temporary);
        } catch (FileAlreadyExistsException | ClosedByInterruptException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, "cannot be created there");
        } catch (IOException e) {
            throw cannotCreate(path, size, e);
        } finally {
            discard(temporary);
        }
    }

    /** Must not hide why a region could not be made. A file that stays does no harm. */
    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It stays, as after a kill.
        }
    }

    /** The system's own message names the temporary file, or no file. */
    private static FileSystemException cannotCreate(Path path, int size, IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof AccessDeniedException) {
            reason = "access denied";
        } else if (failure instanceof FileSystemException known && known.getReason() != null) {
            reason = known.getReason();
        }
        FileSystemException exception =
                new FileSystemException(
                        path.toString(),
                        null,
                        "a region of " + size + " bytes cannot be created there: " + reason);
        exception.initCause(failure);
        return exception;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long at)
            throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    static boolean hasDirectory(Path path) {
        Path parent = path.getParent();
        return parent != null && Files.isDirectory(parent);
    }

    /**
     * Opens and maps. The file is checked before it is opened, since opening a pipe or a device can
     * have an effect, and again after that, so that the checked file is the opened file. A process
     * that could swap the file in between, and back, could as well delete it.
     */
    static SharedRegion open(Path path, boolean followLinks, boolean trustOwners)
            throws IOException {
        LinkOption[] links = followLinks ? new LinkOption[0] : nofollow();
        @Nullable Object before = requireTrusted(path, links, trustOwners);
        try (FileChannel channel = openChannel(path, links)) {
            @Nullable Object after = requireTrusted(path, links, trustOwners);
            if (!Objects.equals(before, after)) {
                throw new SharedRegionException(path + " was replaced while it was opened");
            }
            long size = channel.size();
            RegionHeader header = RegionHeader.read(path, head(path, channel), size);
            ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            return new SharedRegion(path, after, header, memory.order(ByteOrder.nativeOrder()));
        }
    }

    private static LinkOption[] nofollow() {
        return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    private static FileChannel openChannel(Path path, LinkOption[] links) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(links));
        options.add(StandardOpenOption.READ);
        options.add(StandardOpenOption.WRITE);
        return FileChannel.open(path, options);
    }

    /** The header's bytes, or as many as there are. */
    private static ByteBuffer head(Path path, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.nativeOrder());
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = channel.read(bytes, bytes.position());
        }
        if (bytes.hasRemaining()) {
            throw SharedRegionException.mismatch(
                    path,
                    "size of the file",
                    bytes.position(),
                    "at least " + RegionHeader.MIN_SIZE);
        }
        return bytes;
    }

    /** What identifies the file, if the file system can. */
    private static @Nullable Object requireTrusted(
            Path path, LinkOption[] links, boolean trustOwners) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, links);
        if (file.isSymbolicLink()) {
            throw SharedRegionException.mismatch(path, "kind", "a symbolic link", "a regular file");
        }
        if (!file.isRegularFile()) {
            String kind = file.isDirectory() ? "a directory" : "a pipe, socket or device";
            throw SharedRegionException.mismatch(path, "kind", kind, "a regular file");
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", links);
        int user = Host.user();
        if (!trustOwners && owner != user) {
            throw SharedRegionException.mismatch(
                    path,
                    "owner",
                    "user " + Integer.toUnsignedString(owner),
                    "user " + Integer.toUnsignedString(user));
        }
        return file.fileKey();
    }

    static boolean isFile(Path path, @Nullable Object fileKey) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return Objects.equals(file.fileKey(), fileKey);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static List<Path> list(Path directory) throws IOException {
        List<Path> regions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                boolean ours = file.getFileName().toString().startsWith(TEMPORARY_PREFIX);
                if (!ours && isRegion(file)) {
                    regions.add(file);
                }
            }
        }
        regions.sort(null);
        return regions;
    }

    private static boolean isRegion(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        // Not a channel: an interrupted thread could not read, and a region would seem to be none.
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] head = content.readNBytes(HEADER_SIZE);
            return head.length == HEADER_SIZE && RegionHeader.hasMagic(ByteBuffer.wrap(head));
        } catch (IOException e) {
            return false; // deleted meanwhile, or not readable
        }
    }

    static void unlink(Path path) throws IOException {
        requireTrusted(path, nofollow(), false);
        if (!isRegion(path)) {
            throw new SharedRegionException(path + " is no shared region: its magic is another");
        }
        Files.delete(path);
    }
}
