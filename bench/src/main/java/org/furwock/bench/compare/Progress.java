package org.furwock.bench.compare;

/** A listener for the progress of a run. */
public interface Progress extends AutoCloseable {

    /** A round begins. */
    void round(int round, int rounds);

    /** Work on a case begins. */
    void begin(Case work);

    /** A turn is over. */
    void turn();

    /** The run is over. */
    @Override
    void close();
}
