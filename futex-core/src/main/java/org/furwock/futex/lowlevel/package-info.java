/**
 * Low-level services, exported to the modules of this project only: a fence that only one side pays
 * for, the calling thread's list of robust locks, and the kind and interrupt status of the current
 * thread. They rest on {@code org.furwock.futex.linux}. Start with {@link
 * org.furwock.futex.lowlevel.AsymmetricFence}.
 */
@NullMarked
package org.furwock.futex.lowlevel;

import org.jspecify.annotations.NullMarked;
