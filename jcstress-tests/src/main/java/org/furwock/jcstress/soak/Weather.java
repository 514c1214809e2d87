package org.furwock.jcstress.soak;

/** What workers are told: to give up now and then, to make room for others, to end. */
final class Weather {

    /** Changes with each calm; storms are in between. */
    private volatile int calms;

    private volatile boolean calm;
    private volatile boolean impatient;
    private volatile boolean halted;
    private volatile boolean over;

    void storm(boolean withTimeOuts) {
        impatient = withTimeOuts;
        calm = false;
    }

    /** Nobody begins a round. */
    void halt() {
        impatient = false;
        halted = true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void calm() {
        halted = false;
        calms++;
        calm = true;
    }

    void end() {
        over = true;
    }

    boolean isHalted() {
        return halted && !over;
    }

    boolean isCalm() {
        return calm;
    }

    int calms() {
        return calms;
    }

    /** Whether waits may be timed. */
    boolean isImpatient() {
        return impatient;
    }

    boolean isOver() {
        return over;
    }
}
