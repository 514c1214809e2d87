/**
 * A small program that the tests run under the agent, which swaps its locks. It rests on the JDK
 * alone. Start with {@link Kinds}, which has every use of a lock that a class file can contain.
 */
package org.furwock.bench.sample.shop;
