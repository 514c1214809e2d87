package org.furwock.futex.region;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * How a {@link SharedRegion} is laid out: the reference for programs in other languages. Numbers
 * are in the byte order of the machine; offsets and sizes are in bytes; text is UTF-8, without a 0
 * at its end, padded with 0.
 *
 * <pre>
 *  file
 *  +--------+--------------------------------------+--------------------------+------
 *  | header | slot record | data, padded to 64     | slot record | data       | ...
 *  +--------+--------------------------------------+--------------------------+------
 *  0       256                                                                ^ used
 *
 *  header                                              slot record
 *    0   8  magic: "FURWOCK" and a 0 byte                0   4  next: offset of the record that
 *    8   4  byte order: 0x01020304                              was published before; 0: none
 *   12   4  format version: 1                            4   4  offset of the data:
 *   16   4  architecture: 1 x86-64, 2 aarch64,                  that of the record + 192
 *           3 riscv64                                    8   4  size of the data
 *   20   4  state: 1 ready                              12   2  length of the name, 1 to 64
 *   24   8  size of the file                            14   2  length of the type, 1 to 64
 *   32   8  pid namespace: inode number, 0 unknown      16   8  type fingerprint
 *   40   8  boot: fingerprint of the boot id            24   8  checksum: fingerprint of
 *   48   8  layout fingerprint                                  bytes 4-23 and 32-159
 *   56   4  length of the layout's name, 0 to 64        32  64  name
 *   60   4  0                                           96  64  type
 *   64  64  name of the layout                         160  32  0
 *  128   8  checksum: fingerprint of bytes 0-127       192      data
 *  136  56  0
 *  192   4  first: offset of the newest record; 0: none
 *  196   4  used: where the next record will stand
 *  200  56  0
 * </pre>
 *
 * <p>A fingerprint is the 64-bit FNV-1a hash of the bytes. Bytes 0 to 135 never change. The file is
 * made under another name and gets its own by {@code link(2)} when it is complete.
 *
 * <p><b>Finding a slot</b> is following {@code first} and {@code next}. <b>Adding one:</b> take the
 * space by a compare-and-set of {@code used}; write record and data there; publish by a
 * compare-and-set of {@code first}, after a check that the name has not been published meanwhile. A
 * process that dies on the way leaves a gap and nothing else.
 *
 * @since 1.0
 */
public final class SharedRegionLayout {

    /** The first eight bytes, as text; the last one is 0. */
    public static final String MAGIC = "FURWOCK\0";

    /** Offsets in the header. */
    public static final int MAGIC_OFFSET = 0;

    public static final int BYTE_ORDER_OFFSET = 8;
    public static final int VERSION_OFFSET = 12;
    public static final int ARCHITECTURE_OFFSET = 16;
    public static final int STATE_OFFSET = 20;
    public static final int SIZE_OFFSET = 24;
    public static final int PID_NAMESPACE_OFFSET = 32;
    public static final int BOOT_OFFSET = 40;
    public static final int LAYOUT_FINGERPRINT_OFFSET = 48;
    public static final int LAYOUT_LENGTH_OFFSET = 56;
    public static final int LAYOUT_OFFSET = 64;
    public static final int CHECKSUM_OFFSET = 128;
    public static final int FIRST_OFFSET = 192;
    public static final int USED_OFFSET = 196;

    /** Size of the header, and offset of the first record. */
    public static final int HEADER_SIZE = 256;

    /** Values in the header. */
    public static final int BYTE_ORDER_MARK = 0x01020304;

    public static final int VERSION = 1;
    public static final int STATE_READY = 1;

    /** Offsets in a slot record. */
    public static final int SLOT_NEXT_OFFSET = 0;

    public static final int SLOT_DATA_OFFSET = 4;
    public static final int SLOT_SIZE_OFFSET = 8;
    public static final int SLOT_NAME_LENGTH_OFFSET = 12;
    public static final int SLOT_TYPE_LENGTH_OFFSET = 14;
    public static final int SLOT_FINGERPRINT_OFFSET = 16;
    public static final int SLOT_CHECKSUM_OFFSET = 24;
    public static final int SLOT_NAME_OFFSET = 32;
    public static final int SLOT_TYPE_OFFSET = 96;

    /** Size of a slot record. */
    public static final int SLOT_RECORD_SIZE = 192;

    /** Alignment of records and data. */
    public static final int ALIGNMENT = 64;

    /** The longest name, type and layout, in bytes. */
    public static final int MAX_TEXT = 64;

    /** The most slots in a region. */
    public static final int MAX_SLOTS = 4096;

    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SharedRegionLayout() {}

    /**
     * The fingerprint of a text.
     *
     * @throws IllegalArgumentException if the text cannot be encoded: it has half of a surrogate
     *     pair
     */
    public static long fingerprint(String text) {
        return fingerprint(encode("text", text));
    }

    static long fingerprint(byte[] bytes) {
        long hash = FNV_OFFSET_BASIS;
        for (byte value : bytes) {
            hash = (hash ^ (value & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** Up to the next multiple of {@link #ALIGNMENT}. */
    static long align(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The bytes of a name, type or layout. */
    static byte[] text(String what, String text) {
        byte[] bytes = encode(what, text);
        if (bytes.length > MAX_TEXT) {
            throw new IllegalArgumentException(
                    what + " must have at most " + MAX_TEXT + " bytes: '" + text + "'");
        }
        return bytes;
    }

    /** Not {@code getBytes}, which would make one name of all that cannot be encoded. */
    private static byte[] encode(String what, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    what + " cannot be encoded in UTF-8: '" + text + "'", e);
        }
    }
}
