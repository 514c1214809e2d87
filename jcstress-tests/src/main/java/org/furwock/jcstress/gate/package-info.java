/**
 * Scenarios for a {@link Gate}, which one thread opens and others wait for: a latch, an event, a
 * parker or a semaphore. The package also has the tests of these primitives. They rest on {@link
 * Gates}, which makes a gate of each primitive, and on {@link ReferenceGate}, of which each broken
 * twin changes one step. Start with {@link GateHandOver}.
 */
@NullMarked
package org.furwock.jcstress.gate;

import org.jspecify.annotations.NullMarked;
