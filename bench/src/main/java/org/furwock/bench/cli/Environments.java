package org.furwock.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.KeyCases;
import org.furwock.bench.compare.Pinning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code compare}: the cases that are also measured in another environment. */
final class Environments {

    @Option(
            names = "--busy",
            negatable = true,
            description =
                    "Also measure all chosen cases beside as many busy loops as there are"
                            + " processors; without this option, a few of them.")
    @Nullable Boolean busy;

    @Option(
            names = "--pinned",
            negatable = true,
            description =
                    "Also measure all chosen cases on one processor; without this option, a few of"
                            + " them with --full, and else none.")
    @Nullable Boolean pinned;

    /**
     * The chosen cases, followed by all or a few of them in each other environment.
     *
     * @param notes receives what is left out, with the reasons
     */
    List<Case> of(List<Case> chosen, boolean full, List<String> notes) {
        List<Case> all = new ArrayList<>(chosen);
        List<Case> few = KeyCases.of(chosen);
        add(all, busy == null ? few : busy ? chosen : List.of(), Environment.BUSY);
        List<Case> onOne = pinned == null ? (full ? few : List.of()) : pinned ? chosen : List.of();
        if (!onOne.isEmpty() && !Pinning.here().isPossible()) {
            notes.add("pinned is left out: " + Pinning.here().obstacle());
        } else {
            add(all, onOne, Environment.PINNED);
        }
        return all;
    }

    private static void add(List<Case> all, List<Case> some, Environment environment) {
        some.forEach(one -> all.add(one.in(environment)));
    }
}
