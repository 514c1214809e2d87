package org.furwock.bench.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.furwock.bench.agent.profile.ProfileTransformer;
import org.jspecify.annotations.Nullable;

/** The entry points of the agent. */
public final class Agent {

    private Agent() {}

    /**
     * Called by the JVM before the program's {@code main}.
     *
     * @throws IllegalArgumentException if the options are wrong, which ends the JVM
     */
    public static void premain(@Nullable String text, Instrumentation instrumentation) {
        String given = text == null ? "" : text;
        AgentOptions options = AgentOptions.parse(given);
        if (options.profile()) {
            profile(options, instrumentation);
        } else {
            swap(given, options, instrumentation);
        }
    }

    private static void profile(AgentOptions options, Instrumentation instrumentation) {
        ProfileTransformer transformer =
                new ProfileTransformer(
                        name -> Boundary.isIncluded(options, name),
                        LockVisibility::isOfJdk,
                        new LockVisibility(instrumentation)::reaches);
        instrumentation.addTransformer(transformer);
        reportAtExit(options, transformer::report);
    }

    private static void swap(String given, AgentOptions options, Instrumentation instrumentation) {
        ClassPathScan.Result scan = ClassPathScan.run(options.scan());
        SwapReport report =
                new SwapReport(
                        given,
                        scan.unread(),
                        options.include().withoutMatch(scan.classes().names()));
        SwapPlan plan = SwapPlan.of(scan.classes(), options);
        instrumentation.addTransformer(new SwapTransformer(options, plan, report, instrumentation));
        if (options.jmx()) {
            ReportBean.register(report);
        } else {
            ReportBean.registerOnRequest(report, instrumentation);
        }
        reportAtExit(options, report::getReport);
    }

    private static void reportAtExit(AgentOptions options, Supplier<String> report) {
        if (!options.report().equals(AgentOptions.NONE)) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> write(report.get(), options.report()), "furwock report"));
        }
    }

    /**
     * Called by the JVM when the agent is attached to a running program.
     *
     * @throws UnsupportedOperationException always: loaded classes keep the types of their fields,
     *     and keep the JDK's locks
     */
    public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
        throw new UnsupportedOperationException(
                "The Furwock agent cannot be attached to a running program: the types of fields"
                        + " in loaded classes cannot change. Start the program with -javaagent.");
    }

    private static void write(String report, String where) {
        if (where.equals(AgentOptions.STDERR)) {
            System.err.print(report);
            return;
        }
        try {
            Files.writeString(Path.of(where), report);
        } catch (IOException e) {
            System.err.println("Furwock agent: cannot write " + where + ": " + e);
        }
    }
}
