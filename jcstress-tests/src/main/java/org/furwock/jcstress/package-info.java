/**
 * The command line of the stress tests, and what all tests share: {@link Watchdog}, {@link
 * Meeting}, {@link Pace}, {@link ThirdThread}. It rests on jcstress; the tests are in the packages
 * below. Start with {@link Main}.
 */
@NullMarked
package org.furwock.jcstress;

import org.jspecify.annotations.NullMarked;
