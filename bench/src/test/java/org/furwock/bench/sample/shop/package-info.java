/** A small program that the tests run under the agent: its locks are swapped. */
package org.furwock.bench.sample.shop;
