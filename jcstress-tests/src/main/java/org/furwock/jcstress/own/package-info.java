/**
 * The scenarios of {@code lock}, {@code condition} and {@code gate} with the user's own class. They
 * rest on {@link Own}, which makes the objects and chooses the tests that the class supports. Start
 * with {@link Own}.
 */
@NullMarked
package org.furwock.jcstress.own;

import org.jspecify.annotations.NullMarked;
