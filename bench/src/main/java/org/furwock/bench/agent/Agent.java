package org.furwock.bench.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the JVM enters the agent. */
public final class Agent {

    private Agent() {}

    /**
     * Called by the JVM before the program's {@code main}.
     *
     * @throws IllegalArgumentException if the options are wrong, which ends the JVM
     */
    public static void premain(@Nullable String text, Instrumentation instrumentation) {
        AgentOptions.parse(text == null ? "" : text);
    }

    /**
     * Called by the JVM when the agent is attached to a program that runs.
     *
     * @throws UnsupportedOperationException always: classes that are loaded keep the types of their
     *     fields, and the locks that they hold stay the JDK's
     */
    public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
        throw new UnsupportedOperationException(
                "The Furwock agent cannot be attached to a program that runs: the types of fields"
                        + " in loaded classes cannot change. Start the program with -javaagent.");
    }
}
