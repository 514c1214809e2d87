/**
 * The agent: swaps the JDK's locks for ours in classes of an unchanged program. It rests on ASM,
 * and on the rule below. Start with {@link Agent}, then {@link Groups}, which decides what is
 * swapped.
 *
 * <p><b>How.</b> In every <i>included</i> class, each name of a lock type becomes the name of our
 * class: in descriptors, instructions, constants, signatures. The bodies stay, since our classes
 * have all public and protected methods of the JDK's. A class file that is renamed as a whole is
 * consistent in itself; two class files must agree on the descriptors through which they link.
 *
 * <p><b>The rule.</b> Before the program starts, the agent reads all classes on the class path, and
 * decides for each lock type on its own:
 *
 * <ol>
 *   <li>Two included classes belong to one group if one uses or overrides a member of the other
 *       whose descriptor or generic signature has the type; if one mentions the type, and a
 *       subclass of the type that the other is or inherits from; or if one is an anonymous or a
 *       local class in the other.
 *   <li>A group is swapped as a whole or not at all.
 *   <li>A group is refused if a lock passes its boundary by its type: if one of its classes uses or
 *       overrides a member with the type of a class outside; if a class outside uses or overrides
 *       such a member of the group, or mentions a subclass of the type in it as well as the type;
 *       or if a class of it mentions such a subclass outside.
 *   <li>A group is refused if one of its classes has a native method with the type, overrides what
 *       is final in our class, or has a field of the type that default serialization writes: data
 *       of earlier runs name the JDK's class.
 *   <li>A class that was not there at that time is refused, and so is one whose class loader does
 *       not find our locks. Classes of the JDK are never changed.
 * </ol>
 *
 * <p>Why that is enough: a class file that links to a member names its descriptor, and one that
 * passes a subclass for the type names both. What no class file names is no matter of linking: a
 * lock that goes through {@code Object}, {@code Lock} or a type variable to a class of another
 * group or outside, which then casts it or asks for its class. That is not found, and the cast
 * fails.
 */
@NullMarked
package org.furwock.bench.agent;

import org.jspecify.annotations.NullMarked;
