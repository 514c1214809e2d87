package org.furwock.jcstress.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes the class file of a mutant. */
final class Seeder {

    private static final char DESCRIPTOR = '(';

    private Seeder() {}

    /**
     * The class with the flaw in it.
     *
     * @throws StalePatternException if the class lacks the instruction that the mutant changes
     */
    static byte[] seed(Mutant mutant) throws IOException {
        return seed(mutant, original(mutant.type()));
    }

    /** The same for a given class file. */
    static byte[] seed(Mutant mutant, byte[] file) {
        ClassNode type = new ClassNode();
        new ClassReader(file).accept(type, ClassReader.SKIP_FRAMES);
        try {
            mutant.edit().apply(type.name, method(type, mutant.method()));
        } catch (StalePatternException e) {
            throw new StalePatternException(mutant.name() + ": " + e.getMessage(), e);
        }
        ClassWriter writer = new Writer();
        type.accept(writer);
        return writer.toByteArray();
    }

    /** Knows the classes on the class path only; a copy for a model check may not be there yet. */
    private static final class Writer extends ClassWriter {

        Writer() {
            super(COMPUTE_FRAMES | COMPUTE_MAXS);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            try {
                return super.getCommonSuperClass(one, other);
            } catch (TypeNotPresentException e) {
                return "java/lang/Object";
            }
        }
    }

    /** Writes the class into a folder for the front of a class path. */
    static void seed(Mutant mutant, Path folder) throws IOException {
        Path file = folder.resolve(fileOf(mutant.type()));
        Files.createDirectories(file.getParent());
        Files.write(file, seed(mutant));
    }

    /** The class file without a flaw. */
    static byte[] original(String type) throws IOException {
        ClassLoader loader = Seeder.class.getClassLoader();
        try (InputStream file = loader.getResourceAsStream(fileOf(type))) {
            if (file == null) {
                throw new StalePatternException("there is no class " + type);
            }
            return file.readAllBytes();
        }
    }

    private static String fileOf(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static MethodNode method(ClassNode type, String wanted) {
        List<MethodNode> found =
                type.methods.stream().filter(method -> isMeant(method, wanted)).toList();
        if (found.size() != 1) {
            throw new StalePatternException(
                    type.name + " has " + found.size() + " methods " + wanted);
        }
        return found.get(0);
    }

    private static String withoutSuffix(String name) {
        return ModelRewriter.SUFFIX.matcher(name).replaceAll("");
    }

    /** A name that ends in a dollar is that of a lambda, whose number the compiler chooses. */
    private static boolean isMeant(MethodNode method, String wanted) {
        boolean isPart = wanted.indexOf(DESCRIPTOR) >= 0 || wanted.endsWith("$");
        return isPart
                ? withoutSuffix(method.name + method.desc).startsWith(wanted)
                : method.name.equals(wanted);
    }
}
