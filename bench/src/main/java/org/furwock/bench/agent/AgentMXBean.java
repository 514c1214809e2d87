package org.furwock.bench.agent;

import java.util.List;

/** The agent's report by JMX, under the name {@value #NAME}: see {@link ReportBean}. */
public interface AgentMXBean {

    /** The name in the platform's server. */
    String NAME = "org.furwock:type=Agent";

    /** The options of the command line. */
    String getOptions();

    /** The classes that were loaded and rewritten so far, each with its swaps and their places. */
    List<String> getSwapped();

    /** The classes that were loaded so far and keep a lock type, each with the reason. */
    List<String> getRefused();

    /** The files and classes that the agent could not read or rewrite. */
    List<String> getProblems();

    /** The violations that {@code verify=log} has found so far. */
    List<String> getViolations();

    /** All of this as text. */
    String getReport();
}
