package org.furwock.bench.compare;

import java.io.IOException;
import java.util.List;
import org.furwock.bench.peer.CPeer;
import org.furwock.bench.peer.CPeerProcess;

/**
 * The same work in C.
 *
 * @param name the name in the table
 * @param peer the compiled program
 * @param mode the work, one of those of the program
 */
public record CContestant(String name, CPeer peer, String mode) implements Contestant {

    /** The name in tables. */
    public static final String NAME = "C";

    @Override
    public Competitor start(Pace pace, List<String> prefix) throws IOException {
        return new CCompetitor(peer.start(mode, prefix), pace);
    }

    private static final class CCompetitor implements Competitor {

        private final CPeerProcess process;
        private final Pace pace;
        private int taken;

        CCompetitor(CPeerProcess process, Pace pace) {
            this.process = process;
            this.pace = pace;
        }

        @Override
        public Turn takeTurn() throws IOException {
            boolean warmup = taken < pace.warmups();
            taken++;
            CPeerProcess.Answer answer = process.work(warmup ? pace.warmupMillis() : pace.millis());
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
