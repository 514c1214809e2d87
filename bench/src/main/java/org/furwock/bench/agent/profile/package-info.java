/**
 * The agent's {@code profile=jdk}: the calls of the JDK's locks in included classes go through
 * {@link org.furwock.bench.agent.profile.JdkLocks}, which keeps their profile. No lock is swapped.
 */
@NullMarked
package org.furwock.bench.agent.profile;

import org.jspecify.annotations.NullMarked;
