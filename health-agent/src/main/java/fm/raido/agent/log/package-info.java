/**
 * The agent's log as JSON by the Elastic Common Schema, where {@code LOG_FORMAT=ecs} asks for it
 * and the agent is a program of its own: a provider for SLF4J in the place of slf4j-simple, for
 * logback with Spring Boot's encoder would be most of what this process may weigh.
 */
@NullMarked
package fm.raido.agent.log;

import org.jspecify.annotations.NullMarked;
