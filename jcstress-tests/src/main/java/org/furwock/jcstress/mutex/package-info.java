/** {@link org.furwock.sync.Mutex} under every scenario for locks. */
@NullMarked
package org.furwock.jcstress.mutex;

import org.jspecify.annotations.NullMarked;
