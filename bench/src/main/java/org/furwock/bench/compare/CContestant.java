package org.furwock.bench.compare;

import java.io.IOException;
import org.furwock.bench.peer.CPeer;
import org.furwock.bench.peer.CPeerProcess;

/**
 * The same work in C.
 *
 * @param name the name that stands in the table
 * @param peer the compiled program
 * @param mode which of its works
 */
public record CContestant(String name, CPeer peer, String mode) implements Contestant {

    /** The name in tables. */
    public static final String NAME = "C";

    @Override
    public Competitor start(Pace pace) throws IOException {
        return new CCompetitor(peer.start(mode), pace.millis());
    }

    private record CCompetitor(CPeerProcess process, int millis) implements Competitor {

        @Override
        public Turn takeTurn() throws IOException {
            CPeerProcess.Answer answer = process.work(millis);
            Turn turn = Turn.of(answer.nanosPerOperation());
            answer.recordRoundTrips(turn.roundTrips());
            return turn;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
