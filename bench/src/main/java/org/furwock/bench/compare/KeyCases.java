package org.furwock.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * The few cases that every comparison also measures in other environments: one for each way to
 * wait, our class against the JDK's.
 */
public final class KeyCases {

    private record Choice(Family family, String title, String ours, String peer) {

        Optional<Case> in(List<Case> cases) {
            return cases.stream()
                    .filter(one -> one.family() == family && one.title().equals(title))
                    .findFirst()
                    .map(
                            one ->
                                    new Case(
                                            family,
                                            title,
                                            named(ours, one.ours()),
                                            named(peer, one.peers())));
        }

        private static List<Contestant> named(String name, List<? extends Contestant> contestants) {
            return contestants.stream()
                    .filter(one -> one.name().equals(name))
                    .map(Contestant.class::cast)
                    .toList();
        }
    }

    private static final String LOCK = "FutexReentrantLock";
    private static final String JDK_LOCK = "ReentrantLock";
    private static final String CELL = new Grid.Cell(4, 20, 200).title();

    private static final List<Choice> CHOICES =
            List.of(
                    new Choice(Family.CONTENDED, CELL, LOCK, JDK_LOCK),
                    new Choice(Family.FAIR, CELL, LOCK + ", fair", JDK_LOCK + ", fair"),
                    new Choice(Family.PINGPONG, "", "Event", "LockSupport"),
                    new Choice(Family.CONDITION, "ping-pong", LOCK, JDK_LOCK),
                    new Choice(Family.QUEUE, "4 producers, 4 consumers", LOCK, JDK_LOCK),
                    new Choice(Family.BARRIER, "4 parties", "Barrier", "CyclicBarrier"));

    private KeyCases() {}

    /** The key cases in a list of cases, with two contestants each. */
    public static List<Case> of(List<Case> cases) {
        return CHOICES.stream().flatMap(choice -> choice.in(cases).stream()).toList();
    }
}
