/**
 * The agent's {@code profile=jdk}: lock calls in included classes go through {@link
 * org.furwock.bench.agent.profile.JdkLocks}, which records the profile. No lock is swapped. It
 * rests on ASM, and on the tables of {@code org.furwock.profile}. Start with {@link
 * org.furwock.bench.agent.profile.ProfileTransformer}.
 */
@NullMarked
package org.furwock.bench.agent.profile;

import org.jspecify.annotations.NullMarked;
