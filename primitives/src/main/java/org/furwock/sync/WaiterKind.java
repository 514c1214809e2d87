package org.furwock.sync;

import org.furwock.futex.WaitOptions;

/**
 * A kind of waiters at the word of a {@link RwLock}, with its bit of the futex bitset.
 *
 * @param bit by what they are woken
 * @param interruptible how they wait if an interrupt ends the wait
 * @param uninterruptible how they wait else
 */
record WaiterKind(int bit, WaitOptions interruptible, WaitOptions uninterruptible) {

    static final WaiterKind READER = of(1);
    static final WaiterKind WRITER = of(2);
    static final WaiterKind CLAIMANT = of(4);

    private static WaiterKind of(int bit) {
        return new WaiterKind(
                bit,
                WaitOptions.INTERRUPTIBLE.withBitset(bit),
                WaitOptions.UNINTERRUPTIBLE.withBitset(bit));
    }

    WaitOptions options(boolean mayInterrupt) {
        return mayInterrupt ? interruptible : uninterruptible;
    }
}
