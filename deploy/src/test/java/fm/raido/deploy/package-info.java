/**
 * Holds what lies under {@code deploy} to its word: manifests to the schemas of Kubernetes, Strimzi
 * and KEDA and to each other, rights and topics to the catalogue, names of settings to theirs, and
 * the figures of {@code docs/scaling.md} to the programs.
 */
@NullMarked
package fm.raido.deploy;

import org.jspecify.annotations.NullMarked;
