package org.furwock.bench.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.furwock.bench.agent.ClassFacts.Member;
import org.furwock.bench.agent.ClassFacts.Reference;
import org.furwock.bench.agent.ClassIndex.Declaration;

/**
 * Finds the places where locks of one type pass between classes. Included classes that share a lock
 * form one group. A group that shares a lock with a class outside is refused; the package
 * documentation has the rule.
 */
final class Boundary {

    /** The classes that locks consist of. Rewriting them would rewrite the parts of a lock. */
    private static final List<String> OWN =
            List.of(
                    "org/furwock/futex/",
                    "org/furwock/locks/",
                    "org/furwock/sync/",
                    "org/furwock/waiting/",
                    "org/furwock/bench/agent/",
                    "com/sun/jna/");

    /** Classes with signature-polymorphic methods, whose descriptor is that of the call. */
    private static final Set<String> POLYMORPHIC =
            Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

    /**
     * The name that javac gives an anonymous or local class, after that of its enclosing class.
     * Classes nested in such a class have it too, and no other sign of the enclosing class.
     */
    private static final Pattern LOCAL = Pattern.compile("(.*?)\\$\\d");

    private final ClassIndex classes;
    private final AgentOptions options;
    private final LockType type;
    private final Groups groups;

    private Boundary(ClassIndex classes, AgentOptions options, LockType type, Groups groups) {
        this.classes = classes;
        this.options = options;
        this.type = type;
        this.groups = groups;
    }

    /** Fills {@code groups} with the included classes that mention a type. */
    static void draw(ClassIndex classes, AgentOptions options, LockType type, Groups groups) {
        Boundary boundary = new Boundary(classes, options, type, groups);
        List<ClassFacts> concerned =
                classes.withLocks().stream().filter(facts -> facts.locks().contains(type)).toList();
        concerned.stream().map(ClassFacts::name).filter(boundary::isIncluded).forEach(groups::add);
        for (ClassFacts facts : concerned) {
            if (boundary.isIncluded(facts.name())) {
                boundary.lookAtIncluded(facts);
            } else {
                boundary.lookAtOutside(facts);
            }
        }
        classes.names().forEach(boundary::lookAtInherited);
        classes.names().stream()
                .filter(boundary::isSubclassOfLock)
                .forEach(boundary::lookAtSubclass);
    }

    /** Whether the options include a class, and the agent may change it. */
    static boolean isIncluded(AgentOptions options, String name) {
        return options.include().match(name)
                && !options.exclude().match(name)
                && OWN.stream().noneMatch(name::startsWith);
    }

    /** A class's name in Java source form. */
    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    private boolean isIncluded(String name) {
        return isIncluded(options, name);
    }

    private void lookAtIncluded(ClassFacts facts) {
        facts.members().forEach(member -> lookAtMember(facts, member));
        facts.references().forEach(reference -> lookAtReference(facts, reference));
        facts.classes().forEach(mentioned -> lookAtMention(facts, mentioned));
        lookAtEnclosing(facts);
        if (!options.serial()) {
            SerialForm.changeOf(facts, classes, type)
                    .ifPresent(
                            change ->
                                    groups.refuse(
                                            facts.name(),
                                            "would not read what it serialized before, because of "
                                                    + change
                                                    + " (serial=allow swaps it all the same)"));
        }
    }

    private void lookAtMember(ClassFacts facts, Member member) {
        if (member.locks().contains(type) && member.isNative()) {
            groups.refuse(facts.name(), "has a native method with it: " + member);
        }
        if (member.isVirtual() && member.locks().contains(type)) {
            lookAtOverridden(facts, member);
        }
    }

    private void lookAtOverridden(ClassFacts facts, Member member) {
        for (String supertype : classes.withSupertypes(facts.name())) {
            if (supertype.equals(facts.name())) {
                continue;
            }
            if (!classes.isKnown(supertype)) {
                groups.refuse(
                        facts.name(),
                        "may override "
                                + member
                                + " of "
                                + dotted(supertype)
                                + ", which is not found");
            } else if (isDeclaredIn(supertype, member)) {
                if (isIncluded(supertype)) {
                    groups.join(facts.name(), supertype);
                } else {
                    groups.refuse(facts.name(), "overrides " + outside(supertype, member));
                }
            }
        }
    }

    private boolean isDeclaredIn(String name, Member member) {
        Reference here = new Reference(name, member.name(), member.descriptor());
        return classes.declaration(here).filter(found -> found.owner().equals(name)).isPresent();
    }

    /** Two supertypes may be linked by a class that mentions no lock and inherits from both. */
    private void lookAtInherited(String heir) {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        for (String supertype : classes.withSupertypes(heir)) {
            classes.membersOf(supertype).stream()
                    .filter(member -> member.isVirtual() && member.locks().contains(type))
                    .map(Member::key)
                    .forEach(
                            member ->
                                    owners.computeIfAbsent(member, none -> new ArrayList<>())
                                            .add(supertype));
        }
        owners.forEach((member, all) -> linkOwners(heir, member, all));
    }

    private void linkOwners(String heir, String member, List<String> owners) {
        String outside =
                owners.stream().filter(owner -> !isIncluded(owner)).findFirst().orElse(null);
        List<String> included = owners.stream().filter(this::isIncluded).toList();
        for (String owner : included) {
            groups.join(included.get(0), owner);
            if (outside != null) {
                groups.refuse(
                        owner,
                        "has in "
                                + dotted(heir)
                                + " the same "
                                + member.substring(0, member.indexOf('('))
                                + "() as "
                                + dotted(outside)
                                + ", which is not included");
            }
        }
    }

    private void lookAtReference(ClassFacts facts, Reference reference) {
        Declaration declared = classes.declaration(reference).orElse(null);
        if (declared == null) {
            if (LockType.in(reference.descriptor()).contains(type)
                    && !POLYMORPHIC.contains(reference.owner())
                    && !isOfLock(reference.owner())) {
                groups.refuse(
                        facts.name(),
                        "uses "
                                + dotted(reference.owner())
                                + "."
                                + reference.name()
                                + ", which is not found");
            }
        } else if (declared.member().locks().contains(type)) {
            if (isIncluded(declared.owner())) {
                groups.join(facts.name(), declared.owner());
            } else {
                groups.refuse(facts.name(), "uses " + outside(declared.owner(), declared.member()));
            }
        }
    }

    /** Whether a class is one of the JDK's locks, or inherits its methods from one. */
    private boolean isOfLock(String owner) {
        return classes.withSupertypes(owner).stream()
                .anyMatch(name -> LockType.named(name).isPresent());
    }

    /** Locks that an anonymous or a local class captures have no generic signature. */
    private void lookAtEnclosing(ClassFacts facts) {
        Matcher inner = LOCAL.matcher(facts.name());
        String enclosing = inner.lookingAt() ? inner.group(1) : "";
        Stream.of(enclosing, Objects.requireNonNullElse(facts.enclosing(), ""))
                .filter(groups::contains)
                .forEach(name -> groups.join(facts.name(), name));
    }

    /** A class that mentions a lock's subclass may take it for the lock. */
    private void lookAtMention(ClassFacts facts, String mentioned) {
        if (isSubclassOfLock(mentioned)) {
            List<String> included = includedSubclasses(mentioned);
            included.forEach(name -> groups.join(facts.name(), name));
            if (included.isEmpty()) {
                groups.refuse(
                        facts.name(),
                        "uses " + dotted(mentioned) + ", a subclass of it that is not included");
            }
        }
    }

    private boolean isSubclassOfLock(String name) {
        return !type.isNamed(name) && classes.withSupertypes(name).stream().anyMatch(type::isNamed);
    }

    /** A class may extend a lock's subclass and mention no lock. */
    private void lookAtSubclass(String name) {
        List<String> included = includedSubclasses(name);
        if (included.isEmpty()) {
            return;
        }
        String nearest = included.get(0);
        included.forEach(superclass -> groups.join(nearest, superclass));
        LockSubclasses.conflict(name, classes, type)
                .map(
                        conflict ->
                                nearest.equals(name)
                                        ? conflict
                                        : "has the subclass "
                                                + dotted(name)
                                                + ", which "
                                                + conflict)
                .ifPresent(reason -> groups.refuse(nearest, reason));
    }

    private List<String> includedSubclasses(String name) {
        return classes.withSupertypes(name).stream()
                .filter(this::isIncluded)
                .filter(this::isSubclassOfLock)
                .toList();
    }

    private void lookAtOutside(ClassFacts facts) {
        for (Reference reference : facts.references()) {
            classes.declaration(reference)
                    .filter(declared -> declared.member().locks().contains(type))
                    .filter(declared -> isIncluded(declared.owner()))
                    .ifPresent(
                            declared ->
                                    groups.refuse(
                                            declared.owner(),
                                            "gives it to "
                                                    + dotted(facts.name())
                                                    + ", which is not included, by "
                                                    + declared.member()));
        }
        for (Member member : facts.members()) {
            if (member.isVirtual() && member.locks().contains(type)) {
                refuseOverridden(facts, member);
            }
        }
        for (String mentioned : facts.classes()) {
            if (isSubclassOfLock(mentioned)) {
                includedSubclasses(mentioned)
                        .forEach(
                                name ->
                                        groups.refuse(
                                                name,
                                                "is a subclass of it that "
                                                        + dotted(facts.name())
                                                        + " uses, which is not included"));
            }
        }
    }

    private void refuseOverridden(ClassFacts facts, Member member) {
        for (String supertype : classes.withSupertypes(facts.name())) {
            if (isIncluded(supertype) && isDeclaredIn(supertype, member)) {
                groups.refuse(
                        supertype,
                        "has "
                                + member
                                + " overridden by "
                                + dotted(facts.name())
                                + ", which is not included");
            }
        }
    }

    private static String outside(String owner, Member member) {
        return dotted(owner) + "." + member + ", which is not included";
    }
}
