/**
 * Programs in JVMs of their own, for tests and measurements that need a real process under real
 * signals: beside the path of an announcement, around it.
 */
@NullMarked
package fm.raido.testkit.process;

import org.jspecify.annotations.NullMarked;
