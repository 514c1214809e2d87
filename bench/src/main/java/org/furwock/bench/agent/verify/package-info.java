/**
 * The agent's {@code verify=log}: each of our locks, checked against its contract. A monitor guards
 * the record of a contract. The record changes before a release and after an acquisition, so a
 * correct lock is never reported. The classes rest on the locks of the library alone. They are slow
 * and allocate memory: use them to test a program, not in production. Start with {@link
 * CheckedReentrantLock}.
 */
@NullMarked
package org.furwock.bench.agent.verify;

import org.jspecify.annotations.NullMarked;
