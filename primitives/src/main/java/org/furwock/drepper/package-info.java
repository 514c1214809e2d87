/**
 * The ladder of U. Drepper's Futexes Are Tricky, as code that runs: the steps that lead to a
 * correct event, mutex and condition variable, wrong steps included, and one mutex that comes after
 * the paper. It rests on {@link org.furwock.futex} alone. Start with {@link Event1}, beside {@code
 * docs/ladder.md}, which shows each flaw and the command that finds it.
 *
 * <p>The classes are there to be read, run and changed. Do not use them in a program: {@link
 * org.furwock.sync} has the same primitives with owners, interrupts and time-outs. The classes here
 * do not know their owners, and do not detect misuse.
 *
 * <table>
 * <caption>The steps</caption>
 * <tr><th>class</th><th>flaw</th></tr>
 * <tr><td>{@link Event1}</td><td>loses signals</td></tr>
 * <tr><td>{@link Event2}</td><td>none known</td></tr>
 * <tr><td>{@link Mutex1}</td><td>a system call for each unlock, live-lock, overflow</td></tr>
 * <tr><td>{@link Mutex2}</td><td>none known</td></tr>
 * <tr><td>{@link Mutex3}</td><td>none known</td></tr>
 * <tr><td>{@link Mutex4}</td><td>none known for safety; not fair</td></tr>
 * <tr><td>{@link Condition1}</td><td>misses a signal</td></tr>
 * <tr><td>{@link Condition2}</td><td>a broadcast starts a stampede</td></tr>
 * <tr><td>{@link Condition3}</td><td>none known</td></tr>
 * <tr><td>{@link UpDown}</td><td>loses permits</td></tr>
 * </table>
 */
@NullMarked
package org.furwock.drepper;

import org.jspecify.annotations.NullMarked;
