package org.furwock.bench.cli;

/** A command that runs JMH, and so must live in a JVM that {@link Relaunch} is content with. */
interface JmhUser {}
