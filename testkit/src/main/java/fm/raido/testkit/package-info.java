/**
 * What the tests of every module share: a speech host that fails as it is told, and time that
 * stands still until it is moved. Programs in JVMs of their own are in {@code process}.
 */
@NullMarked
package fm.raido.testkit;

import org.jspecify.annotations.NullMarked;
