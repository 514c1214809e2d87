package org.furwock.bench.agent;

import java.util.List;

/** The agent's report by JMX, under the name {@value #NAME}. */
public interface AgentMXBean {

    /** The name in the platform's server. */
    String NAME = "org.furwock:type=Agent";

    /** What stood on the command line. */
    String getOptions();

    /** The classes that were loaded and rewritten so far, each with what was swapped where. */
    List<String> getSwapped();

    /** The classes that were loaded so far and keep a lock type, each with the reason. */
    List<String> getRefused();

    /** What the agent could not read or not rewrite. */
    List<String> getProblems();

    /** What {@code verify=log} found so far. */
    List<String> getViolations();

    /** All of this as text. */
    String getReport();
}
