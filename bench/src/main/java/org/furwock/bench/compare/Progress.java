package org.furwock.bench.compare;

/** Somebody who is told how far a run is. */
public interface Progress extends AutoCloseable {

    /** A round begins. */
    void round(int round, int rounds);

    /** Work on a case begins. */
    void begin(Case work);

    /** A turn is over. */
    void turn();

    /** Nothing more will come. */
    @Override
    void close();
}
