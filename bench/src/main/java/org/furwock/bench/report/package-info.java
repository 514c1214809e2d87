/**
 * Shows results: as a table on the terminal, as an HTML page, and as JSON. It rests on the results
 * of {@code compare}. Start with {@link CompareReport}, the content of a report.
 */
@NullMarked
package org.furwock.bench.report;

import org.jspecify.annotations.NullMarked;
