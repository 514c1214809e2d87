package org.furwock.sync.shared;

/**
 * Repairs what a mutex protects after its owner died.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface Recovery {

    /**
     * Called with the mutex held. If it returns, the data is consistent; if it throws, the mutex is
     * given up as not recoverable.
     */
    void repair(OwnerDiedException death);
}
