/**
 * The command line: one class for each subcommand. It rests on {@code compare}, {@code report},
 * {@code locks} and {@code probe}, which do the work. Start with {@link BenchCommand}, then {@link
 * CompareCommand}.
 */
@NullMarked
package org.furwock.bench.cli;

import org.jspecify.annotations.NullMarked;
