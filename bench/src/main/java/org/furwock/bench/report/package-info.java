/**
 * Shows what was measured: as a table on the terminal, as an HTML page, and as JSON. It rests on
 * the results of {@code compare}. Start with {@link CompareReport}, which holds all that a report
 * shows.
 */
@NullMarked
package org.furwock.bench.report;

import org.jspecify.annotations.NullMarked;
