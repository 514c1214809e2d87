/** The agent: swaps the JDK's locks for ours in classes of a program that is not changed. */
@NullMarked
package org.furwock.bench.agent;

import org.jspecify.annotations.NullMarked;
