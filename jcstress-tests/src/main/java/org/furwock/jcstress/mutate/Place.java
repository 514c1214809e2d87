package org.furwock.jcstress.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One instruction of a method, or several, by their kind and their number. If the method has more
 * or fewer of this kind than the place says, the method has changed, and the place is refused.
 */
final class Place {

    private static final int ALL = 0;

    private final String text;
    private final Predicate<AbstractInsnNode> kind;
    private final int number;
    private final int total;

    private Place(String text, Predicate<AbstractInsnNode> kind, int number, int total) {
        this.text = text;
        this.kind = kind;
        this.number = number;
        this.total = total;
    }

    private static Place only(String text, Predicate<AbstractInsnNode> kind) {
        return new Place(text, kind, 1, 1);
    }

    /** A call of a method: {@code "name"}, or {@code "Type.name"}. */
    static Place call(String method) {
        return only(
                "call of " + method,
                insn -> insn instanceof MethodInsnNode c && isNamed(method, c.owner, c.name));
    }

    /** A read of a field: {@code "name"}, or {@code "Type.name"}. */
    static Place read(String field) {
        return field(field, Opcodes.GETFIELD, Opcodes.GETSTATIC, "read of ");
    }

    /** A write of a field: {@code "name"}, or {@code "Type.name"}. */
    static Place write(String field) {
        return field(field, Opcodes.PUTFIELD, Opcodes.PUTSTATIC, "write of ");
    }

    private static Place field(String field, int ofObject, int ofClass, String verb) {
        return only(
                verb + field,
                insn ->
                        insn instanceof FieldInsnNode f
                                && (f.getOpcode() == ofObject || f.getOpcode() == ofClass)
                                && isNamed(field, f.owner, f.name));
    }

    /** A constant. */
    static Place constant(Object value) {
        return only("constant " + value, insn -> value.equals(valueOf(insn)));
    }

    /** An instruction by its code. */
    static Place code(int opcode) {
        return only("instruction of code " + opcode, insn -> insn.getOpcode() == opcode);
    }

    /** The n-th of this many. */
    Place number(int n, int of) {
        return new Place(text, kind, n, of);
    }

    /** All of this many: a finally block is in the byte code once for each exit. */
    Place all(int of) {
        return new Place(text, kind, ALL, of);
    }

    /**
     * The instructions.
     *
     * @throws StalePatternException if the method has another number of them
     */
    List<AbstractInsnNode> find(MethodNode method) {
        List<AbstractInsnNode> found = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (kind.test(insn)) {
                found.add(insn);
            }
        }
        if (found.size() != total) {
            throw new StalePatternException(
                    method.name + " has " + found.size() + ", and not " + total + ", of: " + text);
        }
        return List.copyOf(number == ALL ? found : List.of(found.get(number - 1)));
    }

    /** The one instruction. */
    AbstractInsnNode findOne(MethodNode method) {
        return find(method).get(0);
    }

    private static boolean isNamed(String wanted, String owner, String name) {
        int dot = wanted.indexOf('.');
        if (dot < 0) {
            return name.equals(wanted);
        }
        String type = wanted.substring(0, dot);
        String original = ModelRewriter.SUFFIX.matcher(owner).replaceAll("");
        boolean isType = original.endsWith('/' + type) || original.endsWith('$' + type);
        return isType && name.equals(wanted.substring(dot + 1));
    }

    private static @Nullable Object valueOf(AbstractInsnNode insn) {
        int code = insn.getOpcode();
        if (insn instanceof LdcInsnNode ldc) {
            return ldc.cst;
        } else if (insn instanceof IntInsnNode number && code != Opcodes.NEWARRAY) {
            return number.operand;
        } else if (insn instanceof InsnNode
                && code >= Opcodes.ICONST_M1
                && code <= Opcodes.ICONST_5) {
            return code - Opcodes.ICONST_0;
        } else if (insn instanceof InsnNode
                && (code == Opcodes.LCONST_0 || code == Opcodes.LCONST_1)) {
            return (long) (code - Opcodes.LCONST_0);
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
