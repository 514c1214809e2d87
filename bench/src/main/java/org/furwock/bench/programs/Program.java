package org.furwock.bench.programs;

/** Work on a library that several threads do concurrently. */
interface Program {

    /**
     * One operation.
     *
     * @param random a new random number for each operation
     * @return a value that depends on the work
     * @throws Exception if the library fails, which ends the measurement
     */
    long operate(long random) throws Exception;
}
