/**
 * Low-level services for the modules of this project, and for no one else: a fence whose cost one
 * side pays, and the kind of the current thread. They rest on {@code org.furwock.futex.linux}.
 * Start with {@link org.furwock.futex.lowlevel.AsymmetricFence}.
 */
@NullMarked
package org.furwock.futex.lowlevel;

import org.jspecify.annotations.NullMarked;
