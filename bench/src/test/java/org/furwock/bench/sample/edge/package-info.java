/** Classes on the boundary between what the agent swaps and what it must leave. */
package org.furwock.bench.sample.edge;
