/**
 * The contract of the topics, {@code docs/asyncapi.yaml}, as something that records can be held
 * against: which documented message is this one?
 */
@NullMarked
package fm.raido.testkit.contract;

import org.jspecify.annotations.NullMarked;
