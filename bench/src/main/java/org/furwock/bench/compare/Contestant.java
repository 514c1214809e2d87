package org.furwock.bench.compare;

import java.io.IOException;
import java.util.List;

/** One side of a comparison, which can be started any number of times. */
public sealed interface Contestant permits JmhContestant, CContestant, ProgramContestant {

    /** The name in the table. */
    String name();

    /**
     * Starts a process for it, which then waits for its turns.
     *
     * @param prefix a prefix for the command of that process
     * @throws IOException if the process cannot be started, or does not answer
     */
    Competitor start(Pace pace, List<String> prefix) throws IOException;
}
