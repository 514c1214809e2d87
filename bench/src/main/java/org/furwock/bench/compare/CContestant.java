package org.furwock.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    @Override
    public Competitor start(Pace pace) throws IOException {
        return new CCompetitor(peer.start(mode), pace);
    }

    private record CCompetitor(CPeerProcess process, Pace pace, List<Double> scores)
            implements Competitor {

        CCompetitor(CPeerProcess process, Pace pace) {
            this(process, pace, new ArrayList<>());
        }

        @Override
        public void takeTurn() throws IOException {
            scores.add(process.nanosPerOperation(pace.millis()));
        }

        @Override
        public void dismiss() {
            process.close();
        }

        @Override
        public List<Double> outcome() {
            return scores.subList(pace.warmups(), scores.size());
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
