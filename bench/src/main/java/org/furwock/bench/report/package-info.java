/** What was measured, for people and for programs. */
@NullMarked
package org.furwock.bench.report;

import org.jspecify.annotations.NullMarked;
