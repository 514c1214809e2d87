package org.furwock.bench.sample.outside;

import org.furwock.bench.sample.edge.Edges;

/** Mentions no lock, and declares a method that our lock has. */
public class OtherGrand extends Edges.Parent {
    private static final long serialVersionUID = 1L;

    /** A method of AbstractOwnableSynchronizer. */
    public void setExclusiveOwnerThread(Thread thread) {
        throw new IllegalStateException("not for " + thread);
    }
}
