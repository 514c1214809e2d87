package org.furwock.bench.cli;

/** A command that runs JMH, and therefore needs a JVM with the flags that {@link Relaunch} sets. */
interface JmhUser {}
