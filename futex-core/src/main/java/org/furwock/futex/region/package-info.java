/**
 * Named regions of shared memory: a mapped file with a header, a layout fingerprint, and named
 * slots of futex words.
 *
 * <p>The package rests on {@link org.furwock.futex.FutexWord}. Start with {@link
 * org.furwock.futex.region.SharedRegion}; {@link org.furwock.futex.region.SharedRegionLayout} is
 * the reference for programs in other languages.
 */
@NullMarked
package org.furwock.futex.region;

import org.jspecify.annotations.NullMarked;
