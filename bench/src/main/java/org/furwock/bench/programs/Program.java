package org.furwock.bench.programs;

/** Work on a library, which several threads do at once. */
interface Program {

    /**
     * One operation.
     *
     * @param random another number each time
     * @return something that depends on the work
     * @throws Exception if the library fails, which ends the measurement
     */
    long operate(long random) throws Exception;
}
