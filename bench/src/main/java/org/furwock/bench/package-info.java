/**
 * The bench: measures the costs and gains of Furwock on this machine. It rests on the library, on
 * JMH, and on the packages below: {@code compare} measures, {@code report} shows the results,
 * {@code cli} is the command line. Start with {@link Main}.
 */
@NullMarked
package org.furwock.bench;

import org.jspecify.annotations.NullMarked;
