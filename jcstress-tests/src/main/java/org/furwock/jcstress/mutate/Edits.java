package org.furwock.jcstress.mutate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The changes that mutants are made of. */
final class Edits {

    /** Stands for the null reference, in the place of a value. */
    static final Object NULL = new Object();

    private Edits() {}

    /** A constant of an enum, as a value. */
    record EnumConstant(String type, String name) {}

    /** Leaves out the statements at a place. */
    static Edit drop(Place place) {
        return (owner, method) -> {
            Statements statements = new Statements(owner, method);
            List<List<AbstractInsnNode>> found =
                    place.find(method).stream().map(statements::around).toList();
            found.forEach(statement -> statement.forEach(method.instructions::remove));
        };
    }

    /** Moves the statement at a place behind another statement. */
    static Edit moveBehind(Place place, Place other) {
        return (owner, method) -> {
            Statements statements = new Statements(owner, method);
            List<AbstractInsnNode> moved = statements.around(place.findOne(method));
            List<AbstractInsnNode> target = statements.around(other.findOne(method));
            method.instructions.insert(target.get(target.size() - 1), cut(method, moved));
        };
    }

    /** Moves the statement at a place before another statement. */
    static Edit moveBefore(Place place, Place other) {
        return (owner, method) -> {
            Statements statements = new Statements(owner, method);
            List<AbstractInsnNode> moved = statements.around(place.findOne(method));
            List<AbstractInsnNode> target = statements.around(other.findOne(method));
            method.instructions.insertBefore(target.get(0), cut(method, moved));
        };
    }

    private static InsnList cut(MethodNode method, List<AbstractInsnNode> statement) {
        InsnList list = new InsnList();
        for (AbstractInsnNode insn : statement) {
            method.instructions.remove(insn);
            list.add(insn);
        }
        return list;
    }

    /** Puts a value in the place of a call, a read or a constant; the arguments are computed. */
    static Edit replace(Place place, @Nullable Object value) {
        return (owner, method) -> {
            for (AbstractInsnNode insn : place.find(method)) {
                InsnList code = new InsnList();
                discardOperands(insn, code);
                if (value != null) {
                    code.add(push(value));
                }
                method.instructions.insertBefore(insn, code);
                method.instructions.remove(insn);
            }
        };
    }

    private static void discardOperands(AbstractInsnNode insn, InsnList code) {
        if (insn instanceof MethodInsnNode call) {
            Type[] arguments = Type.getArgumentTypes(call.desc);
            for (int i = arguments.length - 1; i >= 0; i--) {
                code.add(pop(arguments[i]));
            }
            if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                code.add(new InsnNode(Opcodes.POP));
            }
        } else if (insn.getOpcode() == Opcodes.GETFIELD) {
            code.add(new InsnNode(Opcodes.POP));
        } else if (insn.getOpcode() == Opcodes.INSTANCEOF) {
            code.add(new InsnNode(Opcodes.POP));
        }
    }

    private static InsnNode pop(Type type) {
        return new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    private static AbstractInsnNode push(Object value) {
        if (value == NULL) {
            return new InsnNode(Opcodes.ACONST_NULL);
        }
        if (value instanceof Boolean truth) {
            return new InsnNode(truth ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        }
        if (value instanceof EnumConstant constant) {
            String descriptor = "L" + constant.type + ";";
            return new FieldInsnNode(Opcodes.GETSTATIC, constant.type, constant.name, descriptor);
        }
        return new LdcInsnNode(value);
    }

    /** Replaces a call with two arguments by its first argument. */
    static Edit keepFirst(Place call) {
        return (owner, method) -> {
            for (AbstractInsnNode insn : call.find(method)) {
                Type[] arguments = Type.getArgumentTypes(((MethodInsnNode) insn).desc);
                method.instructions.set(insn, pop(arguments[1]));
            }
        };
    }

    /** Calls another method of the same type and signature. */
    static Edit callInstead(Place call, String name) {
        return (owner, method) ->
                call.find(method).forEach(insn -> ((MethodInsnNode) insn).name = name);
    }

    /** Makes a method without a result return where it would go on in its loop. */
    static Edit returnBehind(Place place) {
        return (owner, method) -> {
            AbstractInsnNode next = place.findOne(method);
            while (next.getOpcode() != Opcodes.GOTO) {
                next = next.getNext();
            }
            method.instructions.set(next, new InsnNode(Opcodes.RETURN));
        };
    }

    /** Reads another field of the same type. */
    static Edit readInstead(Place read, String name) {
        return (owner, method) ->
                read.find(method).forEach(insn -> ((FieldInsnNode) insn).name = name);
    }

    /** Wakes one sleeper in the place of all. */
    static Edit wakeOne(Place wakeAll) {
        return (owner, method) ->
                wakeAll.find(method)
                        .forEach(
                                insn -> {
                                    MethodInsnNode call = (MethodInsnNode) insn;
                                    method.instructions.insertBefore(
                                            insn, new InsnNode(Opcodes.ICONST_1));
                                    call.name = "wake";
                                    call.desc = call.desc.replace(")", "I)");
                                });
    }

    /** Calls a static method without arguments and result before a statement. */
    static Edit callBefore(Place place, String type, String name) {
        return (owner, method) -> {
            Statements statements = new Statements(owner, method);
            for (AbstractInsnNode insn : place.find(method)) {
                method.instructions.insertBefore(
                        statements.around(insn).get(0),
                        new MethodInsnNode(Opcodes.INVOKESTATIC, type, name, "()V"));
            }
        };
    }

    /** Replaces an instruction by another one with the same operands. */
    static Edit operate(Place place, int opcode) {
        return (owner, method) ->
                place.find(method)
                        .forEach(insn -> method.instructions.set(insn, new InsnNode(opcode)));
    }

    /** The replacement of a conditional jump. */
    enum Jump {
        NEVER,
        ALWAYS,
        NEGATED
    }

    /** Changes the first conditional jump behind a place. */
    static Edit jump(Place place, Jump change) {
        return (owner, method) -> {
            for (AbstractInsnNode insn : place.find(method)) {
                change(method, jumpBehind(insn), change);
            }
        };
    }

    /** Gives the first conditional jump behind a place another condition. */
    static Edit jumpIf(Place place, int opcode) {
        return (owner, method) ->
                place.find(method).forEach(insn -> jumpBehind(insn).setOpcode(opcode));
    }

    private static JumpInsnNode jumpBehind(AbstractInsnNode insn) {
        AbstractInsnNode next = insn;
        while (next != null) {
            if (next instanceof JumpInsnNode jump && jump.getOpcode() != Opcodes.GOTO) {
                return jump;
            }
            next = next.getNext();
        }
        throw new StalePatternException("no conditional jump comes behind " + insn.getOpcode());
    }

    private static void change(MethodNode method, JumpInsnNode jump, Jump change) {
        if (change == Jump.NEGATED) {
            jump.setOpcode(negated(jump.getOpcode()));
            return;
        }
        InsnList code = new InsnList();
        boolean two =
                jump.getOpcode() >= Opcodes.IF_ICMPEQ && jump.getOpcode() <= Opcodes.IF_ACMPNE;
        code.add(new InsnNode(two ? Opcodes.POP2 : Opcodes.POP));
        if (change == Jump.ALWAYS) {
            code.add(new JumpInsnNode(Opcodes.GOTO, jump.label));
        }
        method.instructions.insertBefore(jump, code);
        method.instructions.remove(jump);
    }

    /** The codes form pairs. The pair of the null tests begins with an even number. */
    private static int negated(int opcode) {
        boolean ofNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
        return ofNull ? opcode ^ 1 : ((opcode + 1) ^ 1) - 1;
    }

    /** Makes the whole method return a value, or do nothing if the value is null. */
    static Edit body(@Nullable Object value) {
        return (owner, method) -> {
            method.instructions.clear();
            method.tryCatchBlocks.clear();
            method.localVariables = null;
            if (value != null) {
                method.instructions.add(push(value));
            }
            Type type = Type.getReturnType(method.desc);
            method.instructions.add(new InsnNode(type.getOpcode(Opcodes.IRETURN)));
        };
    }
}
