/**
 * Classes on the boundary between the locks that the agent swaps and those that it must leave. They
 * rest on {@code outside}. Start with {@link EdgeMain}, which runs the cases of {@link Edges}.
 */
package org.furwock.bench.sample.edge;
