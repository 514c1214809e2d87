package org.furwock.bench.compare;

import java.util.List;

/**
 * The settings of the contended and of the fair cases: all combinations.
 *
 * @param threads numbers of threads that compete for the lock
 * @param sections lengths of a hold, in JMH's tokens of consumed CPU
 * @param pauses lengths of the pause between two holds, in the same unit
 */
public record Grid(List<Integer> threads, List<Integer> sections, List<Integer> pauses) {

    /** A few cells, for a first answer. */
    public static final Grid NORMAL = new Grid(List.of(2, 4), List.of(20), List.of(0, 200));

    /** All cells: from a heavily contended lock to one that is rarely contended. */
    public static final Grid FULL =
            new Grid(List.of(2, 4, 16, 64), List.of(0, 20, 200), List.of(0, 20, 200, 2000));

    /** The fair cases of a first answer. */
    public static final Grid FAIR_NORMAL = NORMAL;

    /** All fair cases. */
    public static final Grid FAIR_FULL =
            new Grid(List.of(2, 4, 16), List.of(20, 200), List.of(0, 200, 2000));

    /** One cell of the grid. */
    public record Cell(int threads, int section, int pause) {
        /** The title of its case. */
        public String title() {
            return threads + " threads, section " + section + ", pause " + pause;
        }
    }

    /** Copies the lists. */
    public Grid {
        threads = List.copyOf(threads);
        sections = List.copyOf(sections);
        pauses = List.copyOf(pauses);
    }

    /** The same grid with other numbers of threads. */
    public Grid withThreads(List<Integer> others) {
        return new Grid(others, sections, pauses);
    }

    /** All combinations. */
    public List<Cell> cells() {
        return threads.stream()
                .flatMap(
                        t ->
                                sections.stream()
                                        .flatMap(s -> pauses.stream().map(p -> new Cell(t, s, p))))
                .toList();
    }
}
