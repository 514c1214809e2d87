package org.furwock.sync.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * The model checker, on scenarios: a scenario starts threads, joins them, and throws if something is
 * not as it must be. Lincheck runs it once for each of so many interleavings, those with the fewest
 * switches first, and reports a failure, a deadlock or a live-lock with the interleaving that led to
 * it. It sees sequentially consistent memory only: orderings are for jcstress.
 */
final class Model {

    /** How many interleavings; more with {@code -Dfurwock.model.interleavings}. */
    private static final int INTERLEAVINGS = Integer.getInteger("furwock.model.interleavings", 200);

    /** For scenarios with a flaw, which is found long before, or the test fails. */
    private static final int UNTIL_FOUND = 20_000;

    static {
        // Else it reports every InterruptedException of a scenario as an error.
        System.setProperty("lincheck.logLevel", "OFF");
    }

    private Model() {}

    static void assertHolds(Runnable scenario) {
        Lincheck.runConcurrentTest(INTERLEAVINGS, scenario);
    }

    static void assertFlawIsFound(Runnable scenario) {
        String found = "nothing";
        try {
            Lincheck.runConcurrentTest(UNTIL_FOUND, scenario);
        } catch (LincheckAssertionError e) {
            found = e.getMessage();
        }
        assertThat(found).containsAnyOf("Concurrent test failed", "Concurrent test has hung");
    }
}
