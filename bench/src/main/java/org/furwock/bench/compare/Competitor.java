package org.furwock.bench.compare;

import java.io.IOException;

/** A running contestant: it works in its turns only, and sleeps between them. */
interface Competitor extends AutoCloseable {

    /**
     * Gives it its next turn, and waits for the end of that turn.
     *
     * @throws IOException if it fails; the message has the reason
     */
    Turn takeTurn() throws IOException, InterruptedException;

    /** Ends it if it is still running. */
    @Override
    void close();
}
