package org.furwock.bench.agent;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Renames a class in {@code Class.forName("...")}, {@code lookup.findClass("...")} and {@code
 * loader.loadClass("...")} where the name is a constant, also the name of an array. The same text
 * elsewhere, for example in a message, is left alone. The code that a compiler adds for
 * serializable lambdas compares names and descriptors with constants: there it renames all.
 */
final class ConstantNames {

    /** The method that makes the serializable lambdas of a class anew when they are read. */
    static final String DESERIALIZE_LAMBDA = "$deserializeLambda$";

    private static final Set<String> LOOKUPS =
            Set.of("java/lang/Class.forName", "java/lang/invoke/MethodHandles$Lookup.findClass");

    /** Of any class: the receiver is often a subclass of ClassLoader. */
    private static final String LOAD_CLASS = "loadClass(Ljava/lang/String;)Ljava/lang/Class;";

    private static final Pattern ARRAY = Pattern.compile("\\[+L(.+);");

    private ConstantNames() {}

    /** Renames in all methods. Returns the names that it found, in the form of class files. */
    static Set<String> rename(ClassNode node, Map<String, String> names) {
        Map<String, String> dotted = new LinkedHashMap<>();
        names.forEach((from, to) -> dotted.put(Boundary.dotted(from), Boundary.dotted(to)));
        Set<String> renamed = new HashSet<>();
        for (MethodNode method : node.methods) {
            if (method.name.equals(DESERIALIZE_LAMBDA)) {
                renameInDeserialization(method, names, renamed);
            } else if (hasName(method, dotted)) {
                rename(node.name, method, dotted, renamed);
            }
        }
        return renamed;
    }

    private static void renameInDeserialization(
            MethodNode method, Map<String, String> names, Set<String> renamed) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LdcInsnNode constant
                    && constant.cst instanceof String text) {
                String replacement = names.get(text);
                if (replacement == null) {
                    constant.cst = renameDescriptor(text, names, renamed);
                } else if (isComparedWithImplClass(constant)) {
                    // A superclass of ours may declare the method. So compare ours with itself.
                    method.instructions.insertBefore(constant, new InsnNode(Opcodes.POP));
                    method.instructions.insertBefore(constant, new LdcInsnNode(replacement));
                    constant.cst = replacement;
                    renamed.add(text);
                }
            }
        }
    }

    private static boolean isComparedWithImplClass(LdcInsnNode constant) {
        return constant.getPrevious() instanceof MethodInsnNode call
                && call.name.equals("getImplClass");
    }

    private static String renameDescriptor(
            String text, Map<String, String> names, Set<String> renamed) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            String type = "L" + name.getKey() + ";";
            if (result.contains(type)) {
                result = result.replace(type, "L" + name.getValue() + ";");
                renamed.add(name.getKey());
            }
        }
        return result;
    }

    private static boolean hasName(MethodNode method, Map<String, String> names) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (newName(instruction, names) != null) {
                return true;
            }
        }
        return false;
    }

    private static void rename(
            String owner, MethodNode method, Map<String, String> names, Set<String> renamed) {
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(
                    "the code of " + Boundary.dotted(owner) + "." + method.name + " is broken", e);
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null
                    && method.instructions.get(i) instanceof MethodInsnNode call
                    && isLookup(call)) {
                renameArgument(call, frames[i], names, renamed);
            }
        }
    }

    private static boolean isLookup(MethodInsnNode call) {
        return LOOKUPS.contains(call.owner + "." + call.name)
                || LOAD_CLASS.equals(call.name + call.desc);
    }

    /** The name is the first argument. It must come from a single instruction. */
    private static void renameArgument(
            MethodInsnNode call,
            Frame<SourceValue> frame,
            Map<String, String> names,
            Set<String> renamed) {
        int arguments = Type.getArgumentCount(call.desc);
        SourceValue argument = frame.getStack(frame.getStackSize() - arguments);
        if (argument.insns.size() == 1) {
            AbstractInsnNode source = argument.insns.iterator().next();
            String replacement = newName(source, names);
            if (replacement != null) {
                LdcInsnNode constant = (LdcInsnNode) source;
                renamed.add(elementName((String) constant.cst).replace('.', '/'));
                constant.cst = replacement;
            }
        }
    }

    private static @Nullable String newName(
            AbstractInsnNode instruction, Map<String, String> names) {
        if (!(instruction instanceof LdcInsnNode constant)
                || !(constant.cst instanceof String text)) {
            return null;
        }
        String name = elementName(text);
        String newName = names.get(name);
        return newName == null ? null : text.replace(name, newName);
    }

    /** The class in a name such as {@code [[Ljava.lang.Object;}; other names as they are. */
    private static String elementName(String name) {
        Matcher array = ARRAY.matcher(name);
        return array.matches() ? array.group(1) : name;
    }
}
