/**
 * Tests that keep the pages in {@code docs} true: excerpts, names, links and commands. They rest on
 * the sources of all modules. Start with {@link org.furwock.jcstress.pages.PagesTest}.
 */
package org.furwock.jcstress.pages;
