package org.furwock.jcstress.mutate;

import org.objectweb.asm.tree.MethodNode;

/** A change of a method's byte code. */
@FunctionalInterface
interface Edit {

    /**
     * Makes the change.
     *
     * @param owner the internal name of the method's class
     * @throws StalePatternException if the method lacks the instruction to change
     */
    void apply(String owner, MethodNode method);
}
