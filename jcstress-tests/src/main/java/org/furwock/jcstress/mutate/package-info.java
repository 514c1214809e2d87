/**
 * Seeds flaws into the byte code of the library, and finds the test that notices each of them. It
 * rests on ASM for the changes, and on the tests of all modules, each run in its own JVM. Start
 * with {@link MutantList}, then one list such as {@link LockMutants}.
 */
@NullMarked
package org.furwock.jcstress.mutate;

import org.jspecify.annotations.NullMarked;
