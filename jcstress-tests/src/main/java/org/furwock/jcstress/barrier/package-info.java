/**
 * Tests of {@link org.furwock.sync.Barrier}: its generations, and a time-out that races the last
 * arrival. They rest on the scenario {@link Generations}, which takes any barrier. Start with
 * {@link Generations}, which also holds the broken twins.
 */
@NullMarked
package org.furwock.jcstress.barrier;

import org.jspecify.annotations.NullMarked;
