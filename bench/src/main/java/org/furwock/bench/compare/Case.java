package org.furwock.bench.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of work, done by classes of ours and by peers, and measured side by side.
 *
 * @param family the family of the work
 * @param title distinguishes it from other cases of the family; empty if there are none
 * @param ours the contestants of this project
 * @param peers the contestants of others
 * @param environment the environment of the work
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

    /** A case on an idle machine. */
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

    /** All contestants that take turns. */
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
