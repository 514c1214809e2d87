package org.furwock.futex.linux;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only public way to learn of an interrupt without polling: a selector that selects nothing.
 * While a thread is between {@link #begin()} and {@link #end()}, {@link Thread#interrupt} calls
 * {@link #wakeup()} on the interrupting thread, after it has set the interrupt status.
 *
 * <p>Up to JDK 22 (21.0.4 in the 21 line) {@code Thread.interrupt} looks for the callback before it
 * sets the status (JDK-8323782). So an interrupt at the moment of {@code begin()} can set the
 * status and call no callback. There are two remedies on those JDKs. First, the callback stays
 * registered from the first wait on: only a thread's first wait, and its first wait after other
 * channel I/O, has the gap. Second, a sleeper reads its status after each {@linkplain #sliceNanos()
 * slice}. On later JDKs the callback is removed after each wait. Otherwise a thread of a container
 * would keep it, and with it the class loader of an undeployed application.
 */
abstract class InterruptCallback extends AbstractSelector {

    private static final long SECOND = 1_000_000_000L;

    /** Whether this JDK can set the interrupt status without calling back. */
    static final boolean MAY_MISS = mayMiss(Runtime.version());

    @SuppressWarnings("NullAway") // the provider is never used
    InterruptCallback() {
        super(null);
    }

    static boolean mayMiss(Runtime.Version version) {
        return version.feature() < 21
                || (version.feature() == 21 && version.interim() == 0 && version.update() < 5)
                || version.feature() == 22;
    }

    /** The longest sleep at a stretch if a callback may be missed. */
    static long sliceNanos() {
        return SECOND;
    }

    /** From here on, at least until {@link #disarm()}, an interrupt calls {@link #wakeup()}. */
    final void arm() {
        begin();
    }

    /**
     * Ends what {@link #arm()} began, except on JDKs that {@linkplain #MAY_MISS may miss} a
     * callback.
     */
    final void disarm() {
        if (!MAY_MISS) {
            end();
        }
    }

    @Override
    public abstract Selector wakeup();

    @Override
    protected final void implCloseSelector() {}

    @Override
    protected final SelectionKey register(
            AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        throw unsupported();
    }

    @Override
    public final Set<SelectionKey> keys() {
        throw unsupported();
    }

    @Override
    public final Set<SelectionKey> selectedKeys() {
        throw unsupported();
    }

    @Override
    public final int selectNow() {
        throw unsupported();
    }

    @Override
    public final int select(long timeout) {
        throw unsupported();
    }

    @Override
    public final int select() {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException(
                "not a selector: " + SelectableChannel.class.getSimpleName() + "s are not for it");
    }
}
