/**
 * The parking lot: futexes in plain Java, with queues of waiters keyed by address.
 *
 * <p>It serves virtual threads beside the kernel, and is the whole engine on systems without
 * futexes. Start with {@link org.furwock.futex.parking.ParkingLot}; it rests on {@link
 * java.util.concurrent.locks.LockSupport} alone.
 */
@NullMarked
package org.furwock.futex.parking;

import org.jspecify.annotations.NullMarked;
