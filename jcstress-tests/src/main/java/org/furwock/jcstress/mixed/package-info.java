/**
 * Tests in which platform and virtual threads wait for the same lock; they run on JDK 21 and newer.
 * They rest on the scenarios of {@code lock}. Start with {@link MixedMutexCrowd}.
 */
@NullMarked
package org.furwock.jcstress.mixed;

import org.jspecify.annotations.NullMarked;
