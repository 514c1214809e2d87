/** The command line, a class a subcommand. */
@NullMarked
package org.furwock.bench.cli;

import org.jspecify.annotations.NullMarked;
