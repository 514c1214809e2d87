package org.furwock.bench.compare;

import java.util.Locale;

/** What else the processors do while a case is measured, and which of them it may use. */
public enum Environment {
    /** Nothing else runs. */
    IDLE,
    /** As many busy loops run as there are processors, see {@link Neighbours}. */
    BUSY,
    /** The measured processes may use one processor only, see {@link Pinning}. */
    PINNED;

    /** The name in tables and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
