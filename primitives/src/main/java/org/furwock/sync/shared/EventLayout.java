package org.furwock.sync.shared;

import org.furwock.sync.Event;

/**
 * An {@link Event} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    word      bit  0      set
 *                          bit  1      perhaps a thread waits
 *                          bits 2-31   how often it was set; wraps
 *
 *  set:   set bit 0, clear bit 1, add 4, by one CAS; if bit 1 was there, FUTEX_WAKE all (MANUAL)
 *         or 1 (AUTO)
 *  wait:  MANUAL until bit 0 is there or bits 2-31 have changed; AUTO until bit 0 was there and
 *         a CAS has cleared it; FUTEX_WAIT on a value with bit 1 and without bit 0
 * </pre>
 *
 * @since 1.0
 */
public final class EventLayout {

    /** Offset of the word. */
    public static final int WORD_OFFSET = 0;

    /** Size of the structure. */
    public static final int SIZE = 4;

    static final String NAME = "Event/1";

    /** The type of the slot. */
    public static String type(Event.Reset mode) {
        return NAME + " " + mode;
    }

    private EventLayout() {}
}
