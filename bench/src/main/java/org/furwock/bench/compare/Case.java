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
 */
public record Case(
        Family family,
        String title,
        List<? extends Contestant> ours,
        List<? extends Contestant> peers) {

    /** Copies the lists. */
    public Case {
        ours = List.copyOf(ours);
        peers = List.copyOf(peers);
    }

    /** All who take turns. */
    public List<Contestant> contestants() {
        return Stream.<Contestant>concat(ours.stream(), peers.stream()).toList();
    }

    /** The name in messages. */
    @Override
    public String toString() {
        return title.isEmpty() ? family.toString() : family + ", " + title;
    }
}
