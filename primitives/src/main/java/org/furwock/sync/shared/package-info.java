/**
 * What shared memory adds: primitives in the named slots of a {@link
 * org.furwock.futex.region.SharedRegion}, mutexes that survive the death of their owner and that C
 * programs can lock, and the layouts that programs in other languages need.
 */
@NullMarked
package org.furwock.sync.shared;

import org.jspecify.annotations.NullMarked;
