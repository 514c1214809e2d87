package org.furwock.bench.compare;

import java.io.IOException;

/** A contestant that has been started: it works in its turns only, and sleeps between them. */
interface Competitor extends AutoCloseable {

    /**
     * Lets it have its next turn, and waits until that is over.
     *
     * @throws IOException if it fails; the message says how
     */
    Turn takeTurn() throws IOException, InterruptedException;

    /** Ends it, if it still runs. */
    @Override
    void close();
}
