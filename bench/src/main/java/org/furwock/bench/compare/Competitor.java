package org.furwock.bench.compare;

import java.io.IOException;
import java.util.List;

/** A contestant that has been started: it works in its turns only, and sleeps between them. */
interface Competitor extends AutoCloseable {

    /**
     * Lets it have its next turn, and waits until that is over.
     *
     * @throws IOException if it fails; the message says how
     */
    void takeTurn() throws IOException, InterruptedException;

    /**
     * Lets it end, when all turns of all contestants are over.
     *
     * @throws IOException if it has failed
     */
    void dismiss() throws IOException;

    /**
     * Waits for its end: the nanoseconds per operation of each measured turn.
     *
     * @throws IOException if it fails; the message says how
     */
    List<Double> outcome() throws IOException, InterruptedException;

    /** Ends its process if that still runs. */
    @Override
    void close();
}
