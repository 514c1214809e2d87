/**
 * The agent: swaps the JDK's locks for ours in classes of an unchanged program. It rests on ASM,
 * and on the rule below. Start with {@link Agent}, then {@link Groups}, which decides on the swaps.
 *
 * <p><b>How.</b> In every <i>included</i> class, each name of a lock type becomes the name of our
 * class: in descriptors, instructions, constants, signatures. The method bodies stay, since our
 * classes have all public and protected methods of the JDK's. A class file that is renamed as a
 * whole is consistent in itself. Two class files must agree on the descriptors through which they
 * link.
 *
 * <p><b>The rule.</b> Before the program starts, the agent reads all classes on the class path.
 * Then it decides for each lock type separately:
 *
 * <ol>
 *   <li>Two included classes belong to one group in three cases. One uses or overrides a member of
 *       the other, and the descriptor or generic signature of that member has the type. Or one
 *       mentions both the type and a subclass of it, and the other is or inherits from that
 *       subclass. Or one is an anonymous or a local class in the other.
 *   <li>A group is swapped as a whole or not at all.
 *   <li>A group is refused if a lock crosses its boundary by its type, in three cases. A class of
 *       the group uses or overrides a member of a class outside, and that member has the type. Or a
 *       class outside uses or overrides such a member of the group, or mentions both the type and a
 *       subclass of it in the group. Or a class of the group mentions such a subclass outside.
 *   <li>A group is refused if one of its classes has a native method with the type, or overrides a
 *       method that is final in our class, or has a field of the type that default serialization
 *       writes: data of earlier runs name the JDK's class.
 *   <li>A class that did not exist at that time is refused. So is a class whose class loader does
 *       not find our locks. Classes of the JDK are never changed.
 * </ol>
 *
 * <p>This is sufficient for linking: a class file that links to a member names its descriptor, and
 * a class file that passes a subclass for the type names both. One case is not found, because no
 * class file names it. A lock passes through {@code Object}, {@code Lock} or a type variable to a
 * class of another group or outside, and that class casts it or asks for its class. Then the cast
 * fails.
 */
@NullMarked
package org.furwock.bench.agent;

import org.jspecify.annotations.NullMarked;
