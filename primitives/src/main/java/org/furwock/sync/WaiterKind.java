package org.furwock.sync;

import org.furwock.futex.WaitOptions;

/**
 * A kind of waiters at the word of a {@link RwLock}, with its bit of the futex bitset.
 *
 * @param bit their bit: a wake with this bit wakes them
 * @param interruptible the options of a wait that an interrupt ends
 * @param uninterruptible the options of any other wait
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
