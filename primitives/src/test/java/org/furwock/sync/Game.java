package org.furwock.sync;

import java.util.List;
import java.util.Random;

/**
 * The calls on one class and its drop-in that a {@link Differential} makes, and their properties.
 *
 * @param <S> a subject: an object of the class or of its drop-in, with its parts
 */
interface Game<S> {

    /** A call on a subject. */
    interface Call<S> {
        Object on(S subject) throws Exception;
    }

    /**
     * A call and its properties.
     *
     * @param isInterruptible whether an interrupt ends its wait
     * @param awaits whether it waits on a condition, if the caller is the owner
     */
    record Move<S>(String name, boolean isInterruptible, boolean awaits, Call<S> call) {

        /** A call that does not wait, or whose wait no interrupt ends. */
        static <S> Move<S> of(String name, Call<S> call) {
            return new Move<>(name, false, false, call);
        }

        /** A call whose wait an interrupt ends. */
        static <S> Move<S> interruptible(String name, Call<S> call) {
            return new Move<>(name, true, false, call);
        }
    }

    /** Two subjects that should behave alike: first the JDK's, then ours. */
    List<S> subjects(Random random);

    /**
     * The next call.
     *
     * @param owner whether the owner will make it
     */
    Move<S> next(Random random, boolean owner);

    /** The call that an idle caller makes at the end, so that others can return. */
    Move<S> letGo();

    /** The same for the last caller, which makes at most one such call for each waiting caller. */
    Move<S> helpOut();

    /** Whether an idle caller owns the lock, and may wait on a condition. */
    default boolean isOwner(S subject, Caller caller) {
        return false;
    }

    /** Whether every busy caller stays where it is until the next call or interrupt. */
    boolean isSettled(S subject, List<Busy> busy, List<Caller> all);

    /** The state that any thread can read. */
    String look(S subject, List<Caller> all);

    /** The state that an idle caller reads. */
    String lookOfCaller(S subject);

    /** A caller that has not returned, and whether an interrupt must end its wait. */
    record Busy(Caller caller, boolean mustReturn) {}
}
