package org.furwock.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Ratio.Verdict;

/**
 * The answer to "does it pay here?": for each environment, whether to swap the JDK's classes for
 * ours, and the exceptions.
 */
public final class Answer {

    /** A slower median than this is mentioned even if the rounds do not agree on it. */
    private static final double DOUBTFUL_SPEED = 0.97;

    private static final int MOST_NAMES = 3;

    private Answer() {}

    /**
     * Two sentences, idle and busy, and a third one if it was also measured on one processor; none
     * if nothing was measured that replaces a class of the JDK.
     */
    public static List<String> sentences(List<ComparisonResult> results) {
        List<Work> idle = Work.of(results, Environment.IDLE);
        List<Work> busy = Work.of(results, Environment.BUSY);
        List<Work> pinned = Work.of(results, Environment.PINNED);
        if (idle.isEmpty() && busy.isEmpty() && pinned.isEmpty()) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("On this machine, idle: " + advice(idle) + ".");
        sentences.add("Busy: " + advice(busy) + ".");
        if (!pinned.isEmpty()) {
            sentences.add("On one processor: " + advice(pinned) + ".");
        }
        return sentences;
    }

    private static String advice(List<Work> works) {
        if (works.isEmpty()) {
            return "not measured";
        }
        List<String> slower = names(works, Verdict.SLOWER);
        List<String> faster = names(works, Verdict.FASTER);
        return switch (Work.mean(works).verdict()) {
            case FASTER ->
                    "swap" + list(", but not ", slower) + list("; not clear for ", doubtful(works));
            case SLOWER -> "stay with the JDK" + list(", except for ", faster);
            case SAME ->
                    "no difference on average"
                            + list("; faster: ", faster)
                            + list("; slower: ", slower);
            case UNDECIDED -> undecided(faster, slower);
        };
    }

    /** The works that have a verdict come first. The average is unclear because of the others. */
    private static String undecided(List<String> faster, List<String> slower) {
        String rest = "this run cannot tell";
        if (faster.isEmpty() && slower.isEmpty()) {
            return rest;
        }
        String clear =
                faster.isEmpty()
                        ? list("do not swap ", slower)
                        : list("swap ", faster) + list(", but not ", slower);
        return clear + "; for the rest " + rest;
    }

    /** The works with a verdict, and, of works with another verdict, the cases with this one. */
    private static List<String> names(List<Work> works, Verdict verdict) {
        return works.stream().flatMap(work -> name(work, verdict).stream()).toList();
    }

    private static Optional<String> name(Work work, Verdict verdict) {
        if (work.mean().verdict() == verdict) {
            return Optional.of(work.name());
        }
        List<String> cases =
                work.cases().stream()
                        .filter(one -> one.ratio().verdict() == verdict)
                        .map(ComparisonResult::title)
                        .toList();
        return switch (cases.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(work.name() + " (" + cases.get(0) + ")");
            default ->
                    Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "%s (%d of %d cases)",
                                    work.name(),
                                    cases.size(),
                                    work.cases().size()));
        };
    }

    private static List<String> doubtful(List<Work> works) {
        return works.stream()
                .filter(work -> work.mean().verdict() == Verdict.UNDECIDED)
                .filter(work -> Speed.of(work.mean()).median() < DOUBTFUL_SPEED)
                .map(Work::name)
                .toList();
    }

    private static String list(String before, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> shown = new ArrayList<>(names);
        if (names.size() > MOST_NAMES) {
            shown = new ArrayList<>(names.subList(0, MOST_NAMES));
            shown.add(names.size() - MOST_NAMES + " more");
        }
        String last = shown.remove(shown.size() - 1);
        return before + (shown.isEmpty() ? "" : String.join(", ", shown) + " and ") + last;
    }
}
