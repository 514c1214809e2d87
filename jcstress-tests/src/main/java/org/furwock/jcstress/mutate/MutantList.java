package org.furwock.jcstress.mutate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mutants of one class, written down one after the other:
 *
 * <pre>
 *  list.mutant("name", "What is wrong then.").in("method").by(drop(call("other")));
 * </pre>
 */
final class MutantList {

    private final String prefix;
    private final String type;
    private final List<Check> checks;
    private final List<Mutant> mutants = new ArrayList<>();

    /**
     * @param prefix begins the names of the mutants
     * @param type the name of the class, without {@code org.furwock}
     * @param checks the tests that may notice them, the most telling first
     */
    MutantList(String prefix, String type, Check... checks) {
        this.prefix = prefix;
        this.type = "org.furwock." + type;
        this.checks = List.of(checks);
    }

    List<Mutant> mutants() {
        return mutants;
    }

    static List<Mutant> join(MutantList... lists) {
        return Arrays.stream(lists).flatMap(list -> list.mutants.stream()).toList();
    }

    Draft mutant(String name, String flaw) {
        return new Draft(prefix + "-" + name, flaw);
    }

    /** A mutant that is being written down. */
    final class Draft {

        private final String name;
        private final String flaw;
        private String type = MutantList.this.type;
        private String method = "";
        private List<Check> first = List.of();
        private boolean quick;
        private @Nullable String equivalent;

        private Draft(String name, String flaw) {
            this.name = name;
            this.flaw = flaw;
        }

        /** The method: its name, or the beginning of its name and descriptor. */
        Draft in(String method) {
            this.method = method;
            return this;
        }

        /** The same for a method of a nested class. */
        Draft inNested(String nested, String method) {
            type = MutantList.this.type + "$" + nested;
            return in(method);
        }

        /** Tests that are tried before those of the class. */
        Draft foundBy(Check... checks) {
            first = List.of(checks);
            return this;
        }

        /** The reason why no test can notice it. */
        Draft equivalentBecause(String reason) {
            equivalent = reason;
            return this;
        }

        /** Marks one of the most telling mutants. */
        Draft quick() {
            quick = true;
            return this;
        }

        /** Adds the mutant with this edit to the list. */
        void by(Edit edit) {
            List<Check> all = new ArrayList<>(first);
            checks.stream().filter(check -> !first.contains(check)).forEach(all::add);
            mutants.add(new Mutant(name, flaw, type, method, edit, all, quick, equivalent));
        }
    }
}
