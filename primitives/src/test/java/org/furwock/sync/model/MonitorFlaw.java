package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.waiting.PredicateQueue;

/**
 * Flaws of {@link PredicateQueue}, which both locks use.
 *
 * @param flaw the flaw in words
 * @param scenario the scenario that must show it, by a hang or a failed check
 * @param text text that the class contains exactly once
 * @param replacement the text that replaces it
 */
public record MonitorFlaw(String flaw, MonitorScenario scenario, String text, String replacement) {

    /** All of them. */
    public static Stream<MonitorFlaw> all() {
        return Stream.of(
                new MonitorFlaw(
                        "a release selects and does not wake",
                        MonitorScenario.ONE_WAITS,
                        "waiter.select();\n",
                        "\n"),
                new MonitorFlaw(
                        "a waiter that has the lock stays selected",
                        MonitorScenario.TWO_WAIT,
                        "selected = null;\n            } else {",
                        "int unused = 0;\n            } else {"),
                new MonitorFlaw(
                        "a selected waiter stays in the list",
                        MonitorScenario.TWO_WAIT,
                        "remove(waiter);\n                    selected = waiter;",
                        "selected = waiter;"),
                new MonitorFlaw(
                        "a waiter whose time is over stays in the list",
                        MonitorScenario.TIMED_OUT,
                        "} else {\n                remove(me);\n            }",
                        "}"),
                new MonitorFlaw(
                        "a predicate that throws is taken for a false one",
                        MonitorScenario.THROWS,
                        "waiter.failure = e;\n            return true;",
                        "return false;"),
                new MonitorFlaw(
                        "a release evaluates the first waiter only",
                        MonitorScenario.TWO_PREDICATES,
                        "waiter = waiter.next;\n        }\n        return null;",
                        "waiter = null;\n        }\n        return null;"));
    }

    /** Puts the flaw into the class, and lets the checker find it. */
    public void assertIsFound(Variant variant, Class<? extends MonitorPlayer> type) {
        Variant flawed = variant.changing(PredicateQueue.class, text, replacement);
        MonitorPlayer player = flawed.newInstance(type, MonitorPlayer.class);
        Model.assertFinds(
                Model.HANG + "|in the list|thrown|NullPointer", () -> player.play(scenario));
    }

    @Override
    public String toString() {
        return flaw;
    }
}
