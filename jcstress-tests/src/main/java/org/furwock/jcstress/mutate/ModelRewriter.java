package org.furwock.jcstress.mutate;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/**
 * Seeds a mutant into the copies of classes that model checks run. The copies are compiled from the
 * sources, with time and sleep replaced. If a replacement has removed the instruction that the
 * mutant would change, the copy is left unchanged.
 */
public final class ModelRewriter implements UnaryOperator<byte[]> {

    /** The system property that names the mutant. */
    static final String PROPERTY = "furwock.mutant";

    /** The suffix of the names of copies. */
    static final Pattern SUFFIX = Pattern.compile("_[0-9]+(?=$|\\$|;)");

    private final Mutant mutant = named(System.getProperty(PROPERTY));

    /** The rewriter of the mutant that the system property names. */
    public ModelRewriter() {}

    private static Mutant named(String name) {
        List<Mutant> found =
                Mutants.all().stream().filter(mutant -> mutant.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no mutant is named " + name);
        }
        return found.get(0);
    }

    @Override
    public byte[] apply(byte[] file) {
        String name = new ClassReader(file).getClassName().replace('/', '.');
        if (!SUFFIX.matcher(name).replaceAll("").equals(mutant.type())) {
            return file;
        }
        try {
            return Seeder.seed(mutant, file);
        } catch (StalePatternException e) {
            System.err.println("not in this copy: " + e.getMessage());
            return file;
        }
    }
}
