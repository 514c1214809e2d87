package org.furwock.jcstress.mutate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The statements of a method: runs of instructions between two points where the operand stack is
 * empty.
 */
final class Statements {

    private final InsnList code;
    private final @Nullable Frame<BasicValue>[] frames;

    Statements(String owner, MethodNode method) {
        code = method.instructions;
        try {
            frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, method);
        } catch (AnalyzerException e) {
            throw new StalePatternException("cannot be analyzed: " + method.name, e);
        }
    }

    /** The instructions of the statement in which this one stands. */
    List<AbstractInsnNode> around(AbstractInsnNode insn) {
        AbstractInsnNode start = insn;
        while (!startsStatement(start)) {
            start = start.getPrevious();
        }
        List<AbstractInsnNode> statement = new ArrayList<>();
        AbstractInsnNode next = start;
        boolean reached = false;
        do {
            if (isInstruction(next)) {
                statement.add(next);
            }
            reached |= next == insn;
            next = next.getNext();
        } while (!reached || !startsStatement(next));
        return statement;
    }

    private boolean startsStatement(AbstractInsnNode insn) {
        @Nullable Frame<BasicValue> frame = frames[code.indexOf(insn)];
        return isInstruction(insn) && frame != null && frame.getStackSize() == 0;
    }

    private static boolean isInstruction(AbstractInsnNode insn) {
        return insn.getOpcode() >= 0;
    }
}
