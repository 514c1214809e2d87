package org.furwock.sync.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Runs the model checker on scenarios. A scenario starts threads, joins them, and throws if a check
 * fails. Lincheck runs it once for each of a number of interleavings, those with the fewest
 * switches first, and reports a failure, a deadlock or a live-lock with the interleaving that led
 * to it. It sees sequentially consistent memory only: orderings are for jcstress.
 */
public final class Model {

    /** The number of interleavings, set by {@code -Dfurwock.model.interleavings}. */
    private static final int INTERLEAVINGS = Integer.getInteger("furwock.model.interleavings", 40);

    /** For scenarios with a flaw, which is found long before. */
    private static final int UNTIL_FOUND = Integer.getInteger("furwock.model.untilFound", 10_000);

    /** A thread sleeps or loops for ever. */
    public static final String HANG = "Concurrent test has hung";

    private static final String FINDING = "The following interleaving leads to the error";
    private static final int HEADLINE = 4;
    private static final int ATTEMPTS = 3;

    static {
        // Else it reports every InterruptedException of a scenario as an error.
        System.setProperty("lincheck.logLevel", "OFF");
    }

    private Model() {}

    public static void assertHolds(Runnable scenario) {
        assertThat(explore(scenario, INTERLEAVINGS)).isEmpty();
    }

    /** Asserts the finding, by a regular expression. */
    public static void assertFinds(String finding, Runnable scenario) {
        String report = explore(scenario, UNTIL_FOUND).orElse("nothing");
        String headline = report.lines().limit(HEADLINE).collect(Collectors.joining("\n"));
        assertThat(headline).containsPattern(finding);
    }

    /**
     * The finding, if there is one. A failure without an interleaving is not a finding. On a busy
     * machine the checker may time out while it still instruments classes, and report a hang.
     * Sometimes it cannot print the trace of a finding and throws an IllegalStateException. Both
     * are tried again.
     */
    private static Optional<String> explore(Runnable scenario, int interleavings) {
        for (int attempt = 1; ; attempt++) {
            try {
                Lincheck.runConcurrentTest(interleavings, scenario);
                return Optional.empty();
            } catch (LincheckAssertionError | IllegalStateException e) {
                String report = e.toString();
                if (report.contains(FINDING)) {
                    return Optional.of(report);
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
