/**
 * Our locks, each beside its contract: for {@code verify=log}. A contract is kept under a monitor,
 * notes a release before the lock makes it and an acquisition after, and so never reports a lock
 * that is right. Slow, and heavy on memory: for tests of a program, not for its work.
 */
@NullMarked
package org.furwock.bench.agent.verify;

import org.jspecify.annotations.NullMarked;
