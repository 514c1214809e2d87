package org.furwock.sync.model;

/**
 * A flaw to put into a class, and the scenario that must show it.
 *
 * @param flaw what is wrong then
 * @param finding what the checker must report, as a regular expression
 * @param scenario the scenario
 * @param type the class to change
 * @param text what stands there once
 * @param replacement what to put in its place
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
