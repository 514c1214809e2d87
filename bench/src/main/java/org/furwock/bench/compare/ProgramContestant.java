package org.furwock.bench.compare;

import java.io.IOException;
import java.util.List;
import org.furwock.bench.programs.ProgramKind;

/**
 * A program with one side's locks.
 *
 * @param program the program
 * @param swapped whether the agent swaps in our locks
 * @param files the agent and the libraries
 */
record ProgramContestant(ProgramKind program, boolean swapped, ProgramFiles files)
        implements Contestant {

    /** The name in tables with our locks. */
    static final String OURS = "Furwock";

    /** The name in tables with the JDK's. */
    static final String JDK = "JDK";

    @Override
    public String name() {
        return swapped ? OURS : JDK;
    }

    @Override
    public Competitor start(Pace pace, List<String> prefix) throws IOException {
        return new ProgramCompetitor(this, pace, prefix);
    }
}
