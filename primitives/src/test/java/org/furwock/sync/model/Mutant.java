package org.furwock.sync.model;

/**
 * A flaw to put into a class, and the scenario that must show it.
 *
 * @param flaw the flaw in words
 * @param finding the report that the checker must make, as a regular expression
 * @param scenario the scenario
 * @param type the class to change
 * @param text code that the class contains exactly once
 * @param replacement the code that replaces it
 */
public record Mutant(
        String flaw,
        String finding,
        Class<? extends Runnable> scenario,
        Class<?> type,
        String text,
        String replacement) {

    /** Puts the flaw into the class, and lets the checker find it. */
    public void assertIsFound(Variant variant) {
        Variant flawed = variant.changing(type, text, replacement);
        Model.assertFinds(finding, flawed.newInstance(scenario, Runnable.class));
    }

    @Override
    public String toString() {
        return flaw;
    }
}
