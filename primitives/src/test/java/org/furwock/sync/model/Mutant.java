package org.furwock.sync.model;

/**
 * A flaw to put into a class, and the scenario that must show it.
 *
 * @param flaw what is wrong then
 * @param scenario the scenario
 * @param type the class to change
 * @param text what stands there once
 * @param replacement what to put in its place
 */
record Mutant(
        String flaw,
        Class<? extends Runnable> scenario,
        Class<?> type,
        String text,
        String replacement) {

    @Override
    public String toString() {
        return flaw;
    }
}
