package org.furwock.bench.programs;

/**
 * Each thread puts a number and then takes one. Half as many fit as there are threads, so that they
 * wait for each other; a thread that takes has put, so that none waits in vain.
 */
final class QueueProgram implements Program {

    private final WaitingRoom<Long> numbers = new WaitingRoom<>(2);

    @Override
    public long operate(long random) throws InterruptedException {
        numbers.put(random);
        return numbers.take();
    }
}
