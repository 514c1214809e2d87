/** What the program uses and the agent must not touch. */
package org.furwock.bench.sample.outside;
