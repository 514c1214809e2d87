/**
 * The lock profile: for each place in a program that creates locks, how often they are acquired,
 * how long threads wait for them and how long they are held. {@code -Dfurwock.profile} switches it
 * on. Start with {@link org.furwock.profile.LockProfiles}.
 */
@NullMarked
package org.furwock.profile;

import org.jspecify.annotations.NullMarked;
