package org.furwock.sync;

import java.util.List;
import java.util.Random;

/**
 * What a {@link Differential} plays: the calls on one class and its drop-in, and what is known
 * about them.
 *
 * @param <S> a subject: one of the two, with its parts
 */
interface Game<S> {

    /** A call on a subject. */
    interface Call<S> {
        Object on(S subject) throws Exception;
    }

    /**
     * A call with what one must know about it.
     *
     * @param isInterruptible whether an interrupt ends it if it waits
     * @param awaits whether it waits on a condition, if the caller is the owner
     */
    record Move<S>(String name, boolean isInterruptible, boolean awaits, Call<S> call) {

        /** One that does not wait, or not to be interrupted. */
        static <S> Move<S> of(String name, Call<S> call) {
            return new Move<>(name, false, false, call);
        }

        /** One that an interrupt ends. */
        static <S> Move<S> interruptible(String name, Call<S> call) {
            return new Move<>(name, true, false, call);
        }
    }

    /** Two subjects that should behave alike: the JDK's, and ours. */
    List<S> subjects(Random random);

    /**
     * The next call.
     *
     * @param owner whether by the owner
     */
    Move<S> next(Random random, boolean owner);

    /** Calls that idle callers make at the end, so that the others can return. */
    Move<S> letGo();

    /** The same, by a thread that has not called before; at most one call for each that waits. */
    Move<S> helpOut();

    /** Whether the caller may wait on a condition; it is idle. */
    default boolean isOwner(S subject, Caller caller) {
        return false;
    }

    /** Whether no busy caller returns or goes elsewhere before another call, or an interrupt. */
    boolean isSettled(S subject, List<Busy> busy, List<Caller> all);

    /** What any thread can see. */
    String look(S subject, List<Caller> all);

    /** What an idle caller sees. */
    String lookOfCaller(S subject);

    /** A caller that has not returned, and whether an interrupt ought to end its wait. */
    record Busy(Caller caller, boolean mustReturn) {}
}
