package org.furwock.bench.compare;

import java.util.Locale;

/** The load of the processors beside a case, and the processors that the case may use. */
public enum Environment {
    /** No other load. */
    IDLE,
    /** One busy loop for each processor, see {@link Neighbours}. */
    BUSY,
    /** The measured processes may use one processor only, see {@link Pinning}. */
    PINNED;

    /** The name in tables and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
