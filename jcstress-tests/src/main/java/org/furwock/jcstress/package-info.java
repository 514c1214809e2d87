/** The stress house: its command line, its watchdog, and what tests share. */
@NullMarked
package org.furwock.jcstress;

import org.jspecify.annotations.NullMarked;
