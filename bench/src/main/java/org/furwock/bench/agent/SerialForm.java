package org.furwock.bench.agent;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.furwock.bench.agent.ClassFacts.Member;

/** Whether a swap changes the serialized form of a class, so that it cannot read earlier data. */
final class SerialForm {

    private static final String SERIALIZABLE = "java/io/Serializable";
    private static final String EXTERNALIZABLE = "java/io/Externalizable";

    /** Serialization writes the name of its constants alone. */
    private static final String ENUM = "java/lang/Enum";

    /** Serialization fixes the serialVersionUID of its subclasses. */
    private static final String RECORD = "java/lang/Record";

    private SerialForm() {}

    /** The part of the form that the swap changes; empty if earlier data stay readable. */
    static Optional<String> changeOf(ClassFacts facts, ClassIndex classes, LockType type) {
        if (facts.savedLambdas().contains(type)) {
            return Optional.of("a serializable lambda, whose descriptor has it");
        }
        Set<String> supertypes = classes.withSupertypes(facts.name());
        if (!supertypes.contains(SERIALIZABLE) || supertypes.contains(ENUM)) {
            return Optional.empty();
        }
        Optional<String> field =
                supertypes.contains(EXTERNALIZABLE)
                        ? Optional.empty() // it writes its fields itself
                        : find(facts, type, Member::isSerialized).map(name -> "its field " + name);
        return field.or(() -> changeOfUid(facts, supertypes, type));
    }

    /** The default serialVersionUID is a hash of descriptors, as the serialization spec says. */
    private static Optional<String> changeOfUid(
            ClassFacts facts, Set<String> supertypes, LockType type) {
        if (facts.members().stream().anyMatch(Member::isUid) || supertypes.contains(RECORD)) {
            return Optional.empty();
        }
        return find(facts, type, Member::isInDefaultUid)
                .map(name -> "its default serialVersionUID, which depends on " + name);
    }

    private static Optional<String> find(
            ClassFacts facts, LockType type, Predicate<Member> relevant) {
        return facts.members().stream()
                .filter(relevant)
                .filter(member -> LockType.in(member.descriptor()).contains(type))
                .map(Member::toString)
                .findFirst();
    }
}
