package org.furwock.futex.region;

import static org.furwock.futex.region.SharedRegionLayout.ARCHITECTURE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.BOOT_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.BYTE_ORDER_MARK;
import static org.furwock.futex.region.SharedRegionLayout.BYTE_ORDER_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.CHECKSUM_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.HEADER_SIZE;
import static org.furwock.futex.region.SharedRegionLayout.LAYOUT_FINGERPRINT_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.LAYOUT_LENGTH_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.LAYOUT_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.MAGIC;
import static org.furwock.futex.region.SharedRegionLayout.MAX_TEXT;
import static org.furwock.futex.region.SharedRegionLayout.PID_NAMESPACE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.SIZE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.STATE_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.STATE_READY;
import static org.furwock.futex.region.SharedRegionLayout.USED_OFFSET;
import static org.furwock.futex.region.SharedRegionLayout.VERSION;
import static org.furwock.futex.region.SharedRegionLayout.VERSION_OFFSET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The part of a header that never changes, checked field by field.
 *
 * @param size of the file
 * @param layout the name of its layout
 * @param pidNamespace that of the process that made it; 0 if unknown
 */
record RegionHeader(long size, String layout, long pidNamespace) {

    static final int MIN_SIZE = 4096;
    static final int MAX_SIZE = 1 << 30;

    private static final byte[] MAGIC_BYTES = MAGIC.getBytes(StandardCharsets.US_ASCII);

    /** The header of a new file. */
    static ByteBuffer write(long size, String layout) {
        byte[] name = SharedRegionLayout.text("layout", layout);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.nativeOrder());
        bytes.put(0, MAGIC_BYTES);
        bytes.putInt(BYTE_ORDER_OFFSET, BYTE_ORDER_MARK);
        bytes.putInt(VERSION_OFFSET, VERSION);
        bytes.putInt(ARCHITECTURE_OFFSET, Host.architecture());
        bytes.putInt(STATE_OFFSET, STATE_READY);
        bytes.putLong(SIZE_OFFSET, size);
        bytes.putLong(PID_NAMESPACE_OFFSET, Host.pidNamespace());
        bytes.putLong(BOOT_OFFSET, Host.boot());
        bytes.putLong(LAYOUT_FINGERPRINT_OFFSET, SharedRegionLayout.fingerprint(name));
        bytes.putInt(LAYOUT_LENGTH_OFFSET, name.length);
        bytes.put(LAYOUT_OFFSET, name);
        bytes.putLong(CHECKSUM_OFFSET, checksum(bytes));
        bytes.putInt(USED_OFFSET, HEADER_SIZE);
        return bytes;
    }

    static boolean hasMagic(ByteBuffer bytes) {
        byte[] found = new byte[MAGIC_BYTES.length];
        bytes.get(0, found);
        return Arrays.equals(found, MAGIC_BYTES);
    }

    /**
     * Reads a header.
     *
     * @param file for messages
     * @param bytes the first {@link SharedRegionLayout#HEADER_SIZE} bytes, in native order
     * @param fileSize what the file system says
     */
    static RegionHeader read(Path file, ByteBuffer bytes, long fileSize) {
        if (!hasMagic(bytes)) {
            byte[] found = new byte[MAGIC_BYTES.length];
            bytes.get(0, found);
            throw SharedRegionException.mismatch(file, "magic", hex(found), hex(MAGIC_BYTES));
        }
        int mark = bytes.getInt(BYTE_ORDER_OFFSET);
        require(file, "byte order", hex(mark), hex(BYTE_ORDER_MARK));
        require(file, "format version", bytes.getInt(VERSION_OFFSET), VERSION);
        require(
                file,
                "architecture",
                Host.architectureName(bytes.getInt(ARCHITECTURE_OFFSET)),
                Host.architectureName(Host.architecture()));
        require(file, "state", bytes.getInt(STATE_OFFSET), STATE_READY);
        long size = bytes.getLong(SIZE_OFFSET);
        if (size < MIN_SIZE || size > MAX_SIZE) {
            String range = MIN_SIZE + " to " + MAX_SIZE;
            throw SharedRegionException.mismatch(file, "size in the header", size, range);
        }
        require(file, "size of the file", fileSize, size);
        int length = bytes.getInt(LAYOUT_LENGTH_OFFSET);
        if (length < 0 || length > MAX_TEXT) {
            throw SharedRegionException.mismatch(
                    file, "length of the layout's name", length, "0 to " + MAX_TEXT);
        }
        byte[] name = new byte[length];
        bytes.get(LAYOUT_OFFSET, name);
        long fingerprint = bytes.getLong(LAYOUT_FINGERPRINT_OFFSET);
        String layout = new String(name, StandardCharsets.UTF_8);
        require(
                file,
                "fingerprint of layout '" + layout + "'",
                hex(fingerprint),
                hex(SharedRegionLayout.fingerprint(name)));
        require(file, "checksum", hex(bytes.getLong(CHECKSUM_OFFSET)), hex(checksum(bytes)));
        requireThisBoot(file, bytes.getLong(BOOT_OFFSET));
        return new RegionHeader(size, layout, bytes.getLong(PID_NAMESPACE_OFFSET));
    }

    /** A lock that was held when the machine went down would stay locked for ever. */
    private static void requireThisBoot(Path file, long boot) {
        long now = Host.boot();
        if (boot != 0 && now != 0 && boot != now) {
            throw SharedRegionException.mismatch(
                    file,
                    "made before the machine was last started, boot",
                    hex(boot),
                    hex(now) + "; unlink it");
        }
    }

    static void require(Path file, String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw SharedRegionException.mismatch(file, what, found, expected);
        }
    }

    private static long checksum(ByteBuffer bytes) {
        byte[] fields = new byte[CHECKSUM_OFFSET];
        bytes.get(0, fields);
        return SharedRegionLayout.fingerprint(fields);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder("0x");
        for (byte value : bytes) {
            text.append(Character.forDigit((value >> 4) & 0xf, 16));
            text.append(Character.forDigit(value & 0xf, 16));
        }
        return text.toString();
    }
}
