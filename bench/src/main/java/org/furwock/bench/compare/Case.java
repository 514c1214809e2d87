package org.furwock.bench.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * One work that each of ours and each peer does, to be measured side by side.
 *
 * @param family its sort
 * @param title what tells it from others of the family, empty if there are none
 * @param ours what this project offers for the work
 * @param peers what others offer
 * @param environment what surrounds the work
 */
public record Case(
        Family family,
        String title,
        List<? extends Contestant> ours,
        List<? extends Contestant> peers,
        Environment environment) {

    /** Copies the lists. */
    public Case {
        ours = List.copyOf(ours);
        peers = List.copyOf(peers);
    }

    /** One on an idle machine. */
    public Case(
            Family family,
            String title,
            List<? extends Contestant> ours,
            List<? extends Contestant> peers) {
        this(family, title, ours, peers, Environment.IDLE);
    }

    /** The same work in another environment. */
    public Case in(Environment other) {
        return new Case(family, title, ours, peers, other);
    }

    /** A pace at which one turn is like the next. */
    Pace pace(Pace usual) {
        if (environment != Environment.BUSY) {
            return family.pace(usual);
        }
        // The neighbours start after the warm-up, whose length is the family's.
        Pace beside = usual.besideNeighbours();
        return new Pace(
                beside.warmups(),
                family.pace(usual).warmupMillis(),
                beside.measured(),
                beside.millis());
    }

    /** All who take turns. */
    public List<Contestant> contestants() {
        return Stream.<Contestant>concat(ours.stream(), peers.stream()).toList();
    }

    /** The name in messages. */
    @Override
    public String toString() {
        String idle = title.isEmpty() ? family.toString() : family + ", " + title;
        return environment == Environment.IDLE ? idle : idle + ", " + environment;
    }
}
