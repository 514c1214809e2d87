package org.furwock.sync;

import java.io.Serializable;

/** The messages between {@link Twins} and {@link TwinMain}. Threads and objects have numbers. */
sealed interface TwinMessage extends Serializable {

    /** The number of the thread. */
    int thread();

    // To the other process.

    /** Makes an object. */
    record Make(int thread, int object, Class<?> type, Arguments arguments)
            implements TwinMessage {}

    /** Makes known an object that is a part of another. */
    record Part(int thread, int object, int whole, String getter) implements TwinMessage {}

    /** Calls a method, perhaps by a thread that is interrupted. */
    record Call(
            int thread,
            int object,
            String method,
            Class<?>[] types,
            Arguments arguments,
            boolean interrupted)
            implements TwinMessage {}

    /** Interrupts the thread in its call. */
    record Interrupt(int thread) implements TwinMessage {}

    /** An action has run here, for the thread, and perhaps failed. */
    record Ran(int thread, Throwable failure) implements TwinMessage {}

    /** The thread is needed no more. */
    record End(int thread) implements TwinMessage {}

    // From the other process.

    /** The thread waits for something in its call. */
    record Waits(int thread) implements TwinMessage {}

    /** Asks for an action to be run here. */
    record Run(int thread, int action) implements TwinMessage {}

    /**
     * The call has ended.
     *
     * @param failure null if it returned
     * @param byAction whether an action threw the failure
     * @param interrupted the thread's status
     * @param gotInterrupt whether an {@link Interrupt} arrived in time
     */
    record Answer(
            int thread,
            Serializable value,
            Throwable failure,
            boolean byAction,
            boolean interrupted,
            boolean gotInterrupt)
            implements TwinMessage {}

    /** Arguments, with {@link Reference}s in place of objects. */
    record Arguments(Serializable... values) implements Serializable {}

    /** A reference to an object that both processes have. */
    sealed interface Reference extends Serializable {}

    /** An object that was made in both. */
    record ObjectReference(int object) implements Reference {}

    /** Words side by side in the region. */
    record WordsReference(int offset, int count) implements Reference {}

    /** The region. */
    record RegionReference() implements Reference {}

    /** An action, which runs in this process. */
    record ActionReference(int action) implements Reference {}
}
