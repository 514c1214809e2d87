package org.furwock.waiting;

import java.util.Arrays;
import java.util.Locale;
import org.furwock.futex.lowlevel.Privileged;
import org.jspecify.annotations.Nullable;

/** Values of system properties. */
public final class Choice {

    private Choice() {}

    /**
     * The constant of an enum that the property names, in lower case, or {@code otherwise} if the
     * property is not set.
     *
     * @throws IllegalArgumentException if the property names none
     */
    public static <E extends Enum<E>> E of(String property, E otherwise) {
        String name = Privileged.property(property);
        return name == null ? otherwise : parse(property, name, otherwise.getDeclaringClass());
    }

    /**
     * The constant of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static <E extends Enum<E>> E parse(String property, String name, Class<E> type) {
        E[] values = type.getEnumConstants();
        for (E value : values) {
            if (nameOf(value).equals(name)) {
                return value;
            }
        }
        String[] names = new String[values.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = nameOf(values[i]);
        }
        throw new IllegalArgumentException(
                property + "=" + name + ": choose one of " + Arrays.toString(names));
    }

    /**
     * A number of milliseconds.
     *
     * @param value the property's value; null if it is not set
     * @throws IllegalArgumentException if it is no number, or less than 1
     */
    public static int millis(String property, @Nullable String value, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            int millis = Integer.parseInt(value);
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notMillis(property, value), e);
        }
        throw new IllegalArgumentException(notMillis(property, value));
    }

    private static String notMillis(String property, String value) {
        return property + "=" + value + ": must be a number of milliseconds, at least 1";
    }

    private static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
