/**
 * A class that the program uses and that the agent must not change. It rests on the JDK alone.
 * Start with {@link Outside}.
 */
package org.furwock.bench.sample.outside;
