package org.furwock.jcstress.mutate;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM that runs tests. It reports the begin and the end of each test on its output. It ends at
 * the first failure: one is enough, and a flaw may leave threads that spin for ever. Its class path
 * begins with the mutant.
 */
final class TestJvm implements TestExecutionListener {

    /** Begins the lines that are meant for {@link TestRun}; tests print, too. */
    static final String MARK = "\u0001mutate ";

    static final String STARTED = "started";
    static final String ENDED = "ended";
    static final String FAILED = "failed";

    /** Between the parts of a line. */
    static final String SEPARATOR = "\t";

    /** Begins the ids that JUnit gives to tests; names of classes begin otherwise. */
    static final String UNIQUE_ID = "[";

    /**
     * The tag of model checks that must find a flaw of their own; a mutant beside it means little.
     */
    private static final String PROVES_THE_CHECKER = "flaw";

    private static final int STATUS_FAILED = 1;

    private final PrintStream out;
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    private TestJvm(PrintStream out) {
        this.out = out;
    }

    /** Runs test classes, by name, and tests, by JUnit's unique ids. */
    public static void main(String[] args) {
        List<DiscoverySelector> selectors = Arrays.stream(args).map(TestJvm::selector).toList();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors)
                                .filters(excludeTags(PROVES_THE_CHECKER))
                                .build(),
                        new TestJvm(System.out));
        System.out.flush();
        Runtime.getRuntime().halt(0); // whatever threads a test has left behind
    }

    private static DiscoverySelector selector(String test) {
        return test.startsWith(UNIQUE_ID) ? selectUniqueId(test) : selectClass(test);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
        if (test.isTest()) {
            say(STARTED, test.getUniqueId(), test.getDisplayName());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            say(FAILED, test.getUniqueId(), describe(result));
            out.flush();
            Runtime.getRuntime().halt(STATUS_FAILED);
        }
        if (test.isTest()) {
            long now = System.nanoTime();
            long nanos = now - started.getOrDefault(test.getUniqueId(), now);
            say(ENDED, test.getUniqueId(), Long.toString(nanos / 1_000_000));
        }
    }

    private static String describe(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::toString).orElse("no reason is given");
    }

    private synchronized void say(String what, String id, String text) {
        String line = text.replaceAll("\\s+", " ");
        out.println("\n" + MARK + String.join(SEPARATOR, what, id, line));
    }
}
