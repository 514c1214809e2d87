package org.furwock.bench.compare;

import java.io.IOException;
import java.util.List;

/** One side of a comparison, which can be started any number of times. */
public sealed interface Contestant permits JmhContestant, CContestant, ProgramContestant {

    /** The name that stands in the table. */
    String name();

    /**
     * Starts a process of its own for it, which then waits for its turns.
     *
     * @param prefix what to put before the command of that process
     * @throws IOException if there is no way to start or to talk to it
     */
    Competitor start(Pace pace, List<String> prefix) throws IOException;
}
