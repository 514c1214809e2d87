package org.furwock.jcstress.soak;

/**
 * The phase of a soak run. A run repeats three phases. In the fault phase, faults are injected.
 * Then the run quiesces: no worker begins a round. In the recovery, each worker completes some
 * rounds without faults.
 */
final class FaultPhase {

    /** Number of recoveries so far. */
    private volatile int recoveries;

    private volatile boolean recovery;
    private volatile boolean timeouts;
    private volatile boolean halted;
    private volatile boolean over;

    void injectFaults(boolean withTimeouts) {
        timeouts = withTimeouts;
        recovery = false;
    }

    /** Begins to quiesce: from now on no worker begins a round. */
    void quiesce() {
        timeouts = false;
        halted = true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void recover() {
        halted = false;
        recoveries++;
        recovery = true;
    }

    void end() {
        over = true;
    }

    boolean isQuiescing() {
        return halted && !over;
    }

    boolean isRecovery() {
        return recovery;
    }

    int recoveries() {
        return recoveries;
    }

    /** Whether workers may give waits a time-out. */
    boolean allowsTimeouts() {
        return timeouts;
    }

    boolean isOver() {
        return over;
    }
}
