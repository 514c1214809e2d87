/**
 * The agent's {@code verify=log}: each of our locks, checked against its contract. A contract is
 * kept under a monitor. It records a release before the lock makes it, and an acquisition after
 * that, and so never reports a correct lock. The classes rest on the locks of the library alone;
 * they are slow and allocate, so they are for tests of a program, not for its work. Start with
 * {@link CheckedReentrantLock}.
 */
@NullMarked
package org.furwock.bench.agent.verify;

import org.jspecify.annotations.NullMarked;
