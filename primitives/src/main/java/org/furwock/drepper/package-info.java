/**
 * The ladder of U. Drepper's Futexes Are Tricky, as code that runs: the steps by which one arrives
 * at a correct event, mutex and condition variable, wrong steps included. Each class says which
 * flaw it has, or that none is known.
 *
 * <p>It is there to be read, tried and broken. Do not use it: {@link org.furwock.sync} has what is
 * at the top of the ladder, with owners, interrupts, time-outs and books. Nothing here knows who
 * holds what, and misuse is not noticed.
 *
 * <table>
 * <caption>The steps</caption>
 * <tr><th>class</th><th>flaw</th></tr>
 * <tr><td>{@link Event1}</td><td>loses signals</td></tr>
 * <tr><td>{@link Event2}</td><td>none known</td></tr>
 * <tr><td>{@link Mutex1}</td><td>a system call for each unlock, live-lock, overflow</td></tr>
 * <tr><td>{@link Mutex2}</td><td>none known</td></tr>
 * <tr><td>{@link Mutex3}</td><td>none known</td></tr>
 * <tr><td>{@link Condition1}</td><td>misses a signal</td></tr>
 * <tr><td>{@link Condition2}</td><td>a broadcast starts a stampede</td></tr>
 * <tr><td>{@link Condition3}</td><td>none known</td></tr>
 * <tr><td>{@link UpDown}</td><td>loses permits</td></tr>
 * </table>
 */
@NullMarked
package org.furwock.drepper;

import org.jspecify.annotations.NullMarked;
